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
for (let r=0;r<2;r++) {
await time('render whole page', 1500, () => draw({ type:'page', title: 'x', body: h(OrganizationPage, props()), description: 'x' }, ctx));
await time('render without bugs', 1500, () => draw({ type:'page', title: 'x', body: h(OrganizationPage, {...props(), bugs: []}), description: 'x' }, ctx));
await time('find org', 1500, () => findPublicOrganization(tx, 'curl'));
await time('list bugs', 1500, () => listPublicBugs(tx, { organizationId: org.id, limit: 51 }));
await time('scorecard', 1500, () => scorecard(tx, org.id, now));
await time('assets', 1500, () => listPublicAssets(tx, org.id));
const pool = new pg.Pool({ connectionString: process.env.BENCH_DB });
await time('pg: list bugs, 6 columns', 1500, () => pool.query({ name: 'list', text: `select o.key || '-' || b.number as number, b.title, b.state, b.kind, b.severity, b.published_at
    from bug b join organization o on o.id = b.organization_id
    where b.organization_id = $1 and b.disclosure in ('limited', 'full') and b.held_at is null
    order by b.published_at desc, b.id desc limit 50`, values: [org.id] }));
await time('pg: select 1', 1500, () => pool.query({ name: 'one', text: `select 1`, values: [] }));
await time('pg: list bugs, json', 1500, async () => JSON.parse((await pool.query({ name: 'listj', text: `select json_agg(t)::text as j from (select o.key || '-' || b.number as number, b.title, b.state, b.kind, b.severity, b.published_at
    from bug b join organization o on o.id = b.organization_id
    where b.organization_id = $1 and b.disclosure in ('limited', 'full') and b.held_at is null
    order by b.published_at desc, b.id desc limit 50) t`, values: [org.id] })).rows[0].j));
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
await time('50 Intl dates', 1500, () => bugs.map(b => date.format(b.publishedAt)));
await pool.end();
}
await db.close();
