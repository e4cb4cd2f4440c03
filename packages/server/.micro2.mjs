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

import { render } from './.render.mjs';
const vn = () => h(OrganizationPage, props());
for (let r=0;r<3;r++) { await time('page body', 1500, () => renderToString(vn())); await time('without bugs', 1500, () => renderToString(h(OrganizationPage, {...props(), bugs: []})));
await time('whole', 1500, () => draw({ type:'page', title: 'x', body: vn(), description: 'x' }, ctx));}
await db.close(); process.exit(0);
