import { urls } from '../../urls.ts';
import { webWords } from '../../words/web.ts';
import { Avatar } from './avatar.tsx';
import { Form } from './form.tsx';
import { Icon } from './icon.tsx';
import type { Viewer } from './site-header.tsx';

/** A disclosure, so that it opens without script. */
export function AccountMenu({ viewer, formToken }: { viewer: Viewer; formToken: string }) {
  return (
    <details class="account-menu" data-menu>
      <summary>
        <Avatar name={viewer.name} />
        <span class="visually-hidden">{webWords.accountMenu(viewer.name)}</span>
      </summary>
      <div class="account-panel">
        <div class="account-who">
          <strong>{viewer.name}</strong>
          {viewer.detail && <span class="muted small">{viewer.detail}</span>}
        </div>
        <ul class="nav-list">
          {viewer.menu.map((item) => (
            <li key={item.href}>
              <a href={item.href}>
                {item.icon && <Icon name={item.icon} />}
                {item.label}
              </a>
            </li>
          ))}
        </ul>
        <hr />
        <Form action={urls.signOut} token={formToken} layout="bare">
          <button type="submit">
            <Icon name="log-out" />
            {webWords.signOut}
          </button>
        </Form>
      </div>
    </details>
  );
}
