// Relative, so that it also works behind a proxy that puts a prefix before the paths.
SwaggerUIBundle({
  url: '../openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  displayRequestDuration: true,
  // The schemas stand with the operations that use them.
  defaultModelsExpandDepth: -1,
});
