import { openDatabase } from './dist/db/database.js';
import { OrganizationPage } from './dist/home/views/organization-page.js';
import { findPublicOrganization, listPublicAssets } from './dist/home/store/organizations.js';
import { scorecard } from './dist/home/store/numbers.js';
import { listPublicBugs } from './dist/home/store/public-bugs.js';
import { createFormat } from './dist/words/format.js';
import { pageDrawer } from './dist/web/draw-page.js';
import { renderToString } from 'preact-render-to-string';
import { h } from 'preact';
import pg from 'pg';
const db = await openDatabase({ url: process.env.BENCH_DB, dataDirectory: '' });
const tx = db.query; const now = new Date();
const org = await findPublicOrganization(tx, 'curl');
const bugs = await listPublicBugs(tx, { organizationId: org.id, limit: 51 });
const card = await scorecard(tx, org.id, now); const assets = await listPublicAssets(tx, org.id);
const format = createFormat({ locale: 'en', timeZone: 'UTC' });
const draw = pageDrawer({ baseUrl: 'http://localhost', environment: 'production' });
const props = () => ({ organization: org, scorecard: card, assets, bugs: bugs.slice(0,50), newer: null, older: '/x', mayOpenQueue: false, mayManage: false, format });
const ctx = { request: { url: '/organizations/curl' }, signedIn: null, formToken: '' };
async function time(name, n, f) { for (let i=0;i<n/3;i++) await f(); const a=process.cpuUsage(); for (let i=0;i<n;i++) await f(); const b=process.cpuUsage(a); console.log(name.padEnd(34), ((b.user+b.system)/n).toFixed(0), 'µs'); }


import { jsxTemplate, jsxEscape } from 'preact/jsx-runtime';
const markup = (parts, ...values) => { for (let i=0;i<values.length;i++) values[i]=jsxEscape(values[i]); return jsxTemplate(parts, ...values); };
const icon = (name) => markup`<svg class="icon" width="16" height="16" aria-hidden="true"><use href="/assets/icons.svg#${name}"></use></svg>`;
const Row = ({ href, number, title, state, kind, severity, facts, end }) => markup`<li class="bug-row"><span class="bug-row-severity tone-${'blue'}" title="${severity}">${icon('severity-low')}</span><div class="bug-row-text"><a class="bug-row-title" href="${href}">${title}</a><ul class="bug-row-facts"><li class="number">${number}</li><li>${icon('shield')}${kind}</li>${facts}</ul></div><div class="bug-row-side"><span class="bug-row-state"><span class="badge tone-green badge-plain">${icon('state-resolved')}${state}</span></span>${end && markup`<span class="bug-row-end">${end}</span>`}</div></li>`;
const link = (n) => '/bugs/' + encodeURIComponent(n);
const list = () => h('ul', {}, bugs.map((bug) => h(Row, { key: bug.number, href: link(bug.number), ...bug, facts: [], end: markup`<time datetime="${bug.publishedAt.toISOString()}">${format.date(bug.publishedAt)}</time>` })));
const list2 = () => h('ul', {}, bugs.map((bug) => h(Row, { key: bug.number, href: link(bug.number), ...bug, facts: [], end: 'x' })));
console.log(renderToString(list()).slice(0,900));
for (let r=0;r<3;r++) { await time('templates', 1500, () => renderToString(list())); await time('templates no date', 1500, () => renderToString(list2()));  await time('preact page', 1500, () => renderToString(h(OrganizationPage, props()))); }
await db.close(); process.exit(0);
