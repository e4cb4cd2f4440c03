import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser';
import { ask } from './parts/ask.ts';

// Adds a passkey: asks the server for a challenge, the device for a new key, and reloads the page with the outcome.
for (const form of document.querySelectorAll<HTMLFormElement>('[data-passkey-add]')) {
  const button = form.querySelector('button');
  const error = form.querySelector('[role=alert]');
  if (button === null || error === null || !browserSupportsWebAuthn()) continue;
  const { options = '', verify = '', token = '', failed = '' } = form.dataset;
  form.hidden = false;
  document.getElementById('passkey-without-script')?.remove();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    error.textContent = '';
    try {
      const name = String(new FormData(form).get('name'));
      const optionsJSON = await ask(options, token, {});
      const response = await startRegistration({ optionsJSON: optionsJSON as never });
      const answer = (await ask(verify, token, { response, name })) as { to: string };
      location.assign(answer.to);
    } catch (reason) {
      error.textContent = reason instanceof Error && reason.name === 'Refused' ? reason.message : failed;
      button.disabled = false;
    }
  });
}
