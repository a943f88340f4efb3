#!/bin/sh
# The calls of ImgGo's own README, as written there, by curl. Needs $BASE and $TOKEN.
#   imggo-readme.sh create | signed-url | ingest PATTERN [URL] | job JOB | webhook [URL]
# Writes the answer, and fails where the status is not one of success.
set -eu

call() {
    method=$1
    path=$2
    shift 2
    curl --silent --show-error --fail-with-body --max-time 30 -X "$method" "$BASE$path" \
        -H "Authorization: Bearer $TOKEN" "$@"
}

case $1 in
create)
    call POST /api/patterns -H "Content-Type: application/json" -d '{
  "name": "Retail Shelf Audit",
  "format": "json",
  "instructions": "Identify all products on the shelf with their names, brands, and price tag visibility",
  "json_schema": {
    "type": "object",
    "properties": {
      "shelf_id": { "type": "string" },
      "products": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {
            "name": { "type": "string" },
            "brand": { "type": "string" },
            "price_tag_visible": { "type": "boolean" }
          },
          "required": ["name", "brand", "price_tag_visible"]
        }
      }
    },
    "required": ["shelf_id", "products"]
  }
}'
    ;;
signed-url)
    call POST /api/uploads/signed-url -H "Content-Type: application/json" -d '{
  "path": "my-image-001.jpg"
}'
    ;;
ingest)
    call POST "/api/patterns/$2/ingest" -H "Content-Type: application/json" -H "Idempotency-Key: unique-key-123" -d '{
  "image_url": "'"${3:-https://example.com/shelf.jpg}"'"
}'
    ;;
job)
    call GET "/api/jobs/$2"
    ;;
webhook)
    call POST /api/webhooks -H "Content-Type: application/json" -d '{
  "url": "'"${2:-https://your-app.com/webhook}"'",
  "events": ["job.succeeded", "job.failed"]
}'
    ;;
esac
