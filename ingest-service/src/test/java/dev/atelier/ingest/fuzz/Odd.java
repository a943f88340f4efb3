package dev.atelier.ingest.fuzz;

import java.util.List;

/** What hardly any client sends: parts of paths, queries and headers, one a line. */
final class Odd {
    static final List<String> PARTS = lines("""
            x
            %00
            %ff
            %2e%2e
            ..
            %2f
            a%2Fb
            %zz
            %
            a;b=c
            %C3%A9
            %F0%9F%A6%8A
            -
            ~
            *
            0-0
            0-99999999999999999999
            -1
            00000000-0000-7000-8000-000000000000
            a b
            a|b
            \u00e9
            a?b
            """);
    static final List<String> ENDS = lines("""
            /
            //
            /x
            ;a
            /.
            #a
            """);
    static final List<String> QUERIES = lines("""
            x=1
            limit=0
            limit=-1
            limit=99999999999
            limit=
            limit=1&limit=2
            cursor=%00
            cursor=abc
            %
            %zz=1
            =
            &&
            status=none
            after=yesterday
            index=-1
            index=99999999999
            a[]=1
            limit=1%20
            model=%ff
            tag=%F0%9F
            """);
    static final List<String> HEADERS = lines("""
            Idempotency-Key:
            Idempotency-Key: a b
            Idempotency-Key: \u00e9
            Prefer: wait=0
            Prefer: wait
            Prefer: wait=1
            Prefer: wait=99999999999
            Prefer: ;;,
            Content-Encoding: gzip
            Content-Type: text/plain
            Content-Type: application/json; charset=utf-16
            Content-Type: ;
            Content-Type: multipart/form-data
            Content-Type: multipart/form-data; boundary=x
            Content-Type: application/x-www-form-urlencoded
            Content-Type: application/offset+octet-stream
            Accept: application/xml
            Accept:
            Accept: text/event-stream
            x-request-id: \u00e9\u00e9
            Last-Event-ID: none
            Last-Event-ID: 0
            Range: bytes=0-0
            Range: bytes=9-1
            Range: x
            If-None-Match: *
            Tus-Resumable: 1.0.0
            Tus-Resumable: 9
            Upload-Length: 3
            Upload-Length: -1
            Upload-Offset: 0
            Upload-Offset: x
            Upload-Metadata: a
            Upload-Metadata: filename Zm94LnBuZw==
            Upload-Defer-Length: 1
            Upload-Concat: partial
            Upload-Concat: final;/x
            Upload-Checksum: sha1 x
            X-HTTP-Method-Override: PATCH
            Expect: 200-maybe
            traceparent: 00-x
            Forwarded: for="
            X-Forwarded-For: \u00e9
            Cookie: a=b
            x-atelier-project: other
            x-fal-target-url: https://queue.fal.run/studio/all
            x-fal-target-url: x
            x-fal-target-url: https://queue.fal.run/studio/all/requests/x/status
            Authorization: Basic x
            Authorization: Bearer
            x-api-key: nobodys
            Content-Length: 99999999999999
            Transfer-Encoding: x
            Idempotency-Key: kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
            x-request-id: rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr--------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------
            """);

    private Odd() {}

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
