// Stands in for Lambda's Node.js runtime: asks for events, and hands each to the handler.
import http from 'node:http';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true });

const call = (method, path, body) =>
  new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, agent, path: `/2018-06-01/runtime/invocation/${path}` }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (text += part));
      answer.on('end', () => resolve({ id: answer.headers['lambda-runtime-aws-request-id'], text }));
    });
    request.on('error', reject);
    request.end(body);
  });

const { handler } = await import('./index.mjs');
for (;;) {
  const { id, text } = await call('GET', 'next');
  const answer = await handler(JSON.parse(text));
  await call('POST', `${id}/response`, JSON.stringify(answer));
}
