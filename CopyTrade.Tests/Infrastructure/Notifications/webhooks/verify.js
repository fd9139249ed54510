// Reads lines of {secret, headers, body} and answers each with "ok" or why the official library refuses it.
const { Webhook } = require('standardwebhooks');

require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log('ok');
  } catch (e) {
    console.log(e.message);
  }
});
