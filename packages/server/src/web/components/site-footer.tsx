import { urls } from '../../urls.ts';
import { webWords } from '../../words/web.ts';

export const SiteFooter = () => (
  <footer class="site-footer">
    <div>
      <p>{webWords.tagline}</p>
      <nav aria-label={webWords.footerNavigation}>
        <ul class="nav-list">
          <li>
            <a href={urls.help}>{webWords.footer.help}</a>
          </li>
          <li>
            <a href={urls.apiReference}>{webWords.footer.api}</a>
          </li>
          <li>
            <a href={urls.securityTxt}>{webWords.footer.policy}</a>
          </li>
        </ul>
      </nav>
    </div>
  </footer>
);
