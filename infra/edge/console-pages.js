// Runs in CloudFront before a request is answered from its cache. Its language is that of CloudFront
// Functions, which give and take one object and know no modules.

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
function handler(event) {
  const request = event.request;
  if (request.uri === '/') {
    return {
      statusCode: 302,
      statusDescription: 'Found',
      headers: { location: { value: '/console/' } },
    };
  }
  // Every screen is the one page, whatever its address: the ids of holds have dots in them, so that
  // what a name ends with says nothing. A file that is gone stays gone.
  const isScreen = request.uri === '/console' || request.uri.startsWith('/console/');
  if (isScreen && !request.uri.startsWith('/console/assets/')) {
    request.uri = '/console/index.html';
  }
  return request;
}
