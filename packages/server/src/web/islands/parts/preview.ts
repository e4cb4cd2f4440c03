import { formTokenOf } from './upload.ts';

/** `Element.setHTML` sanitises as it parses; no other way of setting markup is open under Trusted Types. */
interface Sanitizing {
  setHTML(html: string, options: { sanitizer: object }): void;
}

const canSanitize = (element: Element): element is Element & Sanitizing => 'setHTML' in element;

/** What the server makes of the text: in the page where the browser can sanitise, else in a frame. */
export function makePreview(editor: HTMLElement, field: HTMLTextAreaElement) {
  const element = document.createElement('div');
  element.className = 'editor-preview';
  element.hidden = true;
  const load = canSanitize(element)
    ? () => fetchInto(element, editor, field)
    : () => postInto(element, editor, field);
  return { element, load };
}

async function fetchInto(element: HTMLElement & Sanitizing, editor: HTMLElement, field: HTMLTextAreaElement) {
  if (field.value.trim() === '') {
    element.textContent = editor.dataset['previewEmpty'] ?? '';
    return;
  }
  element.ariaBusy = 'true';
  try {
    const answer = await fetch(editor.dataset['preview'] ?? '', {
      method: 'POST',
      body: new URLSearchParams({ token: formTokenOf(field), text: field.value }),
    });
    if (!answer.ok) throw new TypeError(String(answer.status));
    element.setHTML(await answer.text(), { sanitizer: {} });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    element.textContent = editor.dataset['previewFailed'] ?? '';
  } finally {
    element.ariaBusy = 'false';
  }
}

function postInto(element: HTMLElement, editor: HTMLElement, field: HTMLTextAreaElement) {
  const frame = document.createElement('iframe');
  frame.name = `${field.id}-preview`;
  frame.title = editor.dataset['previewWord'] ?? '';
  element.replaceChildren(frame);
  const form = document.createElement('form');
  form.method = 'post';
  form.action = editor.dataset['preview'] ?? '';
  form.target = frame.name;
  for (const [name, value] of Object.entries({
    token: formTokenOf(field),
    text: field.value,
    framed: 'yes',
  })) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
