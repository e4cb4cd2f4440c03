import { browserSupportsWebAuthn, startAuthentication } from '@simplewebauthn/browser';
import { ask } from './parts/ask.ts';

// Signs in with a passkey: asks the server for a challenge, the device for a signature, and goes where the server says.
for (const place of document.querySelectorAll<HTMLElement>('[data-passkey-sign-in]')) {
  const button = place.querySelector('button');
  const error = place.querySelector('[role=alert]');
  if (button === null || error === null || !browserSupportsWebAuthn()) continue;
  const { options = '', verify = '', next = '', token = '', failed = '' } = place.dataset;
  button.hidden = false;
  place.querySelector('[data-without-script]')?.remove();
  button.addEventListener('click', async () => {
    button.disabled = true;
    error.textContent = '';
    try {
      const optionsJSON = await ask(options, token, {});
      const response = await startAuthentication({ optionsJSON: optionsJSON as never });
      const answer = (await ask(verify, token, { response, next })) as { to: string };
      location.assign(answer.to);
    } catch (reason) {
      error.textContent = reason instanceof Error && reason.name === 'Refused' ? reason.message : failed;
      button.disabled = false;
    }
  });
}
