import type { ComponentChildren } from 'preact';

export interface Tab {
  href: string;
  label: ComponentChildren;
  current?: boolean | undefined;
  count?: number | string | undefined;
}

/** Links between the pages of one thing; `label` names what they divide. */
export const Tabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => (
  <nav class="tabs" aria-label={label}>
    <ul class="tab-list">
      {tabs.map((tab) => (
        <li key={tab.href}>
          <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
            {tab.label}
            {tab.count !== undefined && <span class="tab-count">{tab.count}</span>}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
