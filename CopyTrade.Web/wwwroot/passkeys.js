// Asks the server for options, the browser for a passkey, and posts the answer with the form around the button.
const why = () => {
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return 'This browser cannot use passkeys here.';
  // The standard binds a passkey to a name, never to an IP address.
  if (/^[\d.]+$|^\[/.test(location.hostname)) return `Passkeys need a host name. Open this page as ${location.protocol}//localhost${location.port ? ':' + location.port : ''}.`;
  return null;
};

customElements.define('passkey-button', class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button'), note = this.querySelector('.passkey-why'), problem = why();
    if (problem) { note.textContent = problem; note.hidden = false; return; }
    button.disabled = false;
    button.addEventListener('click', () => this.ask(button));
  }

  async ask(button) {
    const form = this.closest('form'), [credential, error] = this.querySelectorAll('input[type=hidden]');
    if (!form.reportValidity()) return;
    button.disabled = true;
    credential.value = error.value = '';
    try {
      const response = await fetch(this.getAttribute('options'), { method: 'POST', headers: { RequestVerificationToken: this.getAttribute('token') }, body: new URLSearchParams(new FormData(form)) });
      if (response.status === 403) throw new Error(await response.text());
      if (!response.ok) throw new Error(`The server answered ${response.status}. Reload the page and try again.`);
      const json = await response.json();
      const answer = this.getAttribute('operation') === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
      credential.value = JSON.stringify(answer);
    } catch (e) {
      error.value = e.name === 'NotAllowedError' ? 'No passkey was given.'
        : e.name === 'InvalidStateError' ? 'This device already has a passkey for this account.' : e.message;
    }
    form.submit();
  }
});
