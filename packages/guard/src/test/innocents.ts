import {
  browsers,
  type Innocent,
  machines,
  repeat,
  type Visit,
  visits,
  walk,
  words,
} from './innocent-lines.ts';

/**
 * Traffic of people and programs that mean no harm and look odd: what users of CrowdSec, fail2ban and the OWASP Core
 * Rule Set have reported as false alarms, and what runs into every public server. Nobody in here may be banned.
 */
export const innocents: readonly Innocent[] = [
  // Crawlers, readers, monitors.
  visits('a crawler that isn’t verified reads a site of 3,000 pages', machines.crawler, [
    ...repeat(1, 0, () => ['GET /robots.txt', 200]),
    ...repeat(3000, 1.2, (n) => [`GET /articles/${n}`, n % 9 === 0 ? 404 : 200]),
  ]),
  visits('a crawler comes back after a redesign: nearly everything is gone', machines.crawler, [
    ...repeat(900, 1.1, (n) => [`GET /${words[n % 40]}-${n}`, n % 5 === 0 ? 301 : 404]),
  ]),
  visits('a crawler remembers the PHP pages of ten years ago', machines.crawler, [
    ...repeat(400, 3.5, (n) => [
      n % 4 === 0 ? `GET /news/${n}` : `GET /archive/page${n}.php`,
      n % 4 === 0 ? 200 : 404,
    ]),
  ]),
  visits('a crawler follows links to old ASP pages with many arguments', machines.crawler, [
    ...repeat(600, 1, (n) => [`GET /show.asp?id=${n}&lang=en&back=..%2Findex.asp`, 404]),
  ]),
  visits(
    'a language model’s crawler',
    machines.gpt,
    repeat(2500, 0.4, (n) => [`GET /docs/${n % 50}/${n}`, 200]),
  ),
  visits('a feed reader asks for every feed it can think of', machines.reader, [
    ...[
      '/feed',
      '/rss',
      '/atom.xml',
      '/rss.xml',
      '/feed.xml',
      '/index.xml',
      '/feeds/posts/default',
      '/feed/',
      '/blog/feed',
    ].map((path, n): Visit => [n * 0.3, `GET ${path}`, 404]),
    ...repeat(400, 900, () => ['GET /feed.xml', 304]),
  ]),
  visits('monitoring asks every ten seconds, also while the site is down', machines.monitor, [
    ...repeat(2000, 10, (n) => ['HEAD /', n % 50 > 40 ? 503 : 200]),
    ...repeat(2000, 10, (n) => ['GET /health', n % 50 > 40 ? 502 : 200]),
  ]),
  visits('a link checker tries 400 links of which a tenth is broken', machines.linkChecker, [
    ...repeat(400, 0.1, (n) => [`HEAD /wiki/${words[n % 40]}/${n}`, n % 10 === 0 ? 404 : 200]),
  ]),
  visits(
    'wget mirrors a site politely',
    machines.wget,
    repeat(1500, 0.5, (n) => [`GET /mirror/${n}.html`, n % 60 === 0 ? 404 : 200]),
  ),
  visits('a broken crawler doesn’t resolve relative links', machines.crawler, [
    ...repeat(300, 2, (n) => [`GET /en/guide/${n}/../../../images/../img/${n}`, 200]),
    ...repeat(60, 2, (n) => [`GET /../../img/logo${n}`, 400]),
  ]),
  visits(
    'an uptime service checks that secrets are not served',
    machines.monitor,
    repeat(300, 60, () => ['GET /.env', 404]),
  ),

  // Browsers.
  visits('what browsers ask for without being told', browsers.chrome, [
    ...[
      '/favicon.ico',
      '/apple-touch-icon.png',
      '/apple-touch-icon-precomposed.png',
      '/apple-touch-icon-120x120.png',
      '/apple-touch-icon-152x152-precomposed.png',
      '/browserconfig.xml',
      '/site.webmanifest',
      '/manifest.json',
      '/ads.txt',
      '/app-ads.txt',
      '/sellers.json',
      '/humans.txt',
      '/security.txt',
      '/wpad.dat',
      '/crossdomain.xml',
      '/opensearch.xml',
      '/.well-known/change-password',
      '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
      '/.well-known/security.txt',
      '/.well-known/assetlinks.json',
      '/.well-known/apple-app-site-association',
      '/apple-app-site-association',
      '/.well-known/traffic-advice',
      '/.well-known/gpc.json',
      '/.well-known/dnt-policy.txt',
      '/.well-known/appspecific/com.chrome.devtools.json',
      '/.well-known/openid-configuration',
      '/.well-known/webfinger',
      '/.well-known/nodeinfo',
      '/.well-known/host-meta',
      '/.well-known/carddav',
      '/.well-known/caldav',
      '/.well-known/matrix/client',
      '/.well-known/passkey-endpoints',
      '/.well-known/related-website-set.json',
      '/autodiscover/autodiscover.xml',
      '/sw.js',
      '/null',
      '/undefined',
    ].map((path, n): Visit => [n * 0.2, `GET ${path}`, 404]),
  ]),
  visits(
    'a page after a deployment: every old chunk is gone',
    browsers.firefox,
    repeat(220, 0.01, (n) => [`GET /assets/chunk-${n}.js`, 404]),
  ),
  visits(
    'a single-page application opens with 300 calls',
    browsers.chrome,
    repeat(300, 0.01, (n) => [`GET /api/v2/items/${n}`, 200]),
  ),
  visits(
    'a dashboard whose widgets are gone',
    browsers.chrome,
    repeat(200, 0.02, (n) => [`GET /api/widgets/${n}`, n % 3 === 0 ? 403 : 404]),
  ),
  visits(
    'a photo album of 500 pictures',
    browsers.safari,
    repeat(500, 0.008, (n) => [`GET /api/assets/${n}/thumbnail?size=preview`, 200]),
  ),
  visits(
    'a map is dragged about',
    browsers.firefox,
    repeat(580, 0.02, (n) => [`GET /tiles/12/${2000 + (n % 40)}/${n}.pbf`, n % 20 === 0 ? 404 : 200]),
  ),
  visits(
    'tiles outside of the map',
    browsers.firefox,
    repeat(500, 0.02, (n) => [`GET /tiles/14/${n}/${n * 7}`, 404]),
  ),
  visits(
    'a visitor with twenty bookmarks to the old site',
    browsers.safari,
    repeat(20, 2, (n) => [`GET /${words[n]}.html`, 404]),
  ),
  visits('a typist in the address bar', browsers.safari, walk('/products/lamps/table-lamp', 0.3, 404)),
  visits('somebody looks for the login of five products at once', browsers.chrome, [
    ...['/login', '/admin', '/wp-admin', '/user/login', '/account', '/signin'].map(
      (path, n): Visit => [n * 4, `GET ${path}`, 404],
    ),
  ]),

  // People who type what attackers type.
  visits(
    'search as you type: a statement',
    browsers.chrome,
    walk("/suggest?q=SELECT * FROM users WHERE name = 'a' OR 1=1 -- ", 0.12, 200),
  ),
  visits(
    'search as you type: how to prevent injection',
    browsers.chrome,
    walk('/suggest?q=prevent " or 1=1 -- in php', 0.12, 200),
  ),
  visits(
    'search as you type: a script tag',
    browsers.firefox,
    walk('/suggest?q=why does <script>alert(1)</script> not run', 0.12, 200),
  ),
  visits(
    'search as you type: a pipe to the shell',
    browsers.firefox,
    walk('/suggest?q=curl https://get.example.org | sh -s -- --yes', 0.12, 200),
  ),
  visits(
    'search as you type: Java look-ups',
    browsers.firefox,
    walk('/suggest?q=is \x24{jndi:ldap://x} dangerous', 0.12, 200),
  ),
  visits('people search for words that are commands', browsers.chrome, [
    ...[
      'union square',
      'select committee',
      'drop table lamp',
      'order by phone',
      'cats & dogs',
      'dog & cat',
      'rm & sh',
      'sleep (disorder)',
      'sleep "apnea"',
      'benchmark (2019)',
      'insert coin',
      "rock 'n' roll",
      "O'Neil and Sons",
      "'s-Hertogenbosch",
      'or 1 of 2',
      'a=a or b=b',
      'x > 1 and y < 2',
      'AT&T; id',
      'having 5 and 6 or 7',
      'left (1 mile)',
      'procedure analyse',
      "it's -- really -- so",
      'etc/passwd',
      '/etc/hosts explained',
      '<3 you',
      '1/0',
      '100% && more',
      "5' 10\" or 6' tall",
      'C:\\Windows\\System32',
      'what is ../ in a path',
      'javascript: void',
      '#!/bin/sh',
      'eval(1)',
      'NULL',
      'alert(1)',
      'onload=',
      '<?php echo 1',
    ].map((text, n): Visit => [n * 7, `GET /search?q=${encodeURIComponent(text)}`, 200]),
  ]),
  visits('a tracker’s filter language', browsers.chrome, [
    ...repeat(60, 3, (n) => [
      `GET /rest/api/2/search?jql=${encodeURIComponent(`project = "P${n}" AND "Team" = "core" AND status in ("Open", "Done") OR assignee = 'ann' ORDER BY created`)}`,
      200,
    ]),
  ]),
  visits('maps with conditions', browsers.chrome, [
    ...repeat(60, 2, (n) => [
      `GET /arcgis/rest/services/L/FeatureServer/0/query?where=${encodeURIComponent(`1=1 AND STATE='CA' AND POP>${n} OR AREA < 5`)}&outFields=*`,
      200,
    ]),
  ]),
  visits('dashboards with queries', browsers.chrome, [
    ...repeat(60, 2, (n) => [
      `GET /query?db=t&q=${encodeURIComponent(`SELECT mean("v") FROM "cpu" WHERE "host" = 'h${n}' AND "os" = 'linux' AND time > now() - 6h;SELECT max("v") FROM "mem" WHERE "host" = 'h${n}'`)}`,
      200,
    ]),
    ...repeat(60, 2, (n) => [
      `GET /api/v1/query?query=${encodeURIComponent(`sum(rate(http_requests_total{code=~"5..",job="j${n}"}[5m])) and on() hour() > 6 or vector(0)`)}`,
      200,
    ]),
  ]),
  visits('a library’s catalogue', browsers.firefox, [
    ...repeat(50, 3, (n) => [
      `GET /sru?operation=searchRetrieve&query=${encodeURIComponent(`title = "x${n}" and author="y" or year=1999`)}`,
      200,
    ]),
  ]),
  visits('open data with filters', machines.app, [
    ...repeat(80, 1, (n) => [
      `GET /odata/Items?$filter=${encodeURIComponent(`Name eq 'O''Neil' and (Price gt ${n} or contains(Name,'a')) and Id in (1,2,3)`)}&$select=Id,Name`,
      200,
    ]),
  ]),
  visits('JSON in addresses', machines.app, [
    ...repeat(120, 1, (n) => [
      `GET /api/things?filter=${encodeURIComponent(JSON.stringify({ where: { or: [{ a: n }, { b: `${n}' or "c"` }], and: [{ c: { like: '%x%' } }] }, include: ['d', 'e'] }))}`,
      200,
    ]),
  ]),
  visits(
    'encyclopedia titles with bars',
    machines.app,
    repeat(100, 1, (n) => [
      `GET /w/api.php?action=query&prop=info|id|sh&titles=Cat|Dog|Curl|Wget ${n}`.replaceAll(' ', '_'),
      200,
    ]),
  ),
  visits('a page where code is tried out', browsers.firefox, [
    ...repeat(40, 20, (n) => [
      `GET /playground?html=${encodeURIComponent(`<b onclick="x(${n})">hi</b><script>let a = ${n}</script>`)}`,
      200,
    ]),
  ]),
  visits(
    'one address with a template language',
    browsers.firefox,
    repeat(60, 3, (n) => [
      `GET /mail/preview?subject=Hi {{name}} \${order.id} ${n}`.replaceAll(' ', '%20'),
      200,
    ]),
  ),
  visits('names and places of the world, in UTF-8 and in older encodings', browsers.chrome, [
    ...[
      '%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82',
      '%E4%BD%A0%E5%A5%BD',
      '%C4%E3%BA%C3%7C%5C',
      '%82%A0%82%A2',
      '%B0%A1%B0%A2',
      'caf%E9',
      'na%EFve',
      '%CF%E5%F2%F0%EE',
      '%u4F60%u597D',
      '%E0%B8%AA%E0%B8%A7%E0%B8%B1%E0%B8%AA%E0%B8%94%E0%B8%B5',
      '%D7%A9%D7%9C%D7%95%D7%9D',
      '%D9%85%D8%B1%D8%AD%D8%A8%D8%A7',
      '%F0%9F%98%80',
      '%2525%2520',
      '%',
      '%zz',
      '%C3%28',
    ].flatMap((text, n): Visit[] => [
      [n * 2, `GET /search?q=${text}`, 200],
      [n * 2 + 1, `GET /tag/${text}`, n % 2 === 0 ? 200 : 404],
    ]),
  ]),
  visits('return addresses and thumbnails that climb', browsers.chrome, [
    ...repeat(60, 2, (n) => [`GET /login?return=..%2F..%2Faccount%2F${n}`, 200]),
    ...repeat(60, 1, (n) => [`GET /timthumb.php?src=../../../uploads/${n}.jpg&w=200`, 200]),
  ]),

  // Owners and their tools.
  visits('a WordPress author at work', browsers.firefox, [
    ...repeat(400, 3, (n) => [`GET /wp-admin/post.php?post=${n}&action=edit`, 200]),
    ...repeat(400, 3, (n) => ['POST /wp-admin/admin-ajax.php', n % 30 === 0 ? 400 : 200]),
    ...repeat(200, 5, (n) => [`GET /wp-json/wp/v2/users/${n}`, n % 3 === 0 ? 403 : 200]),
    ...repeat(60, 4, (n) => [`GET /wp-includes/js/dist/x${n}.min.js.map`, 404]),
  ]),
  visits('a WordPress app looks for the site’s interface', machines.app, [
    ...['/xmlrpc.php', '/wp-login.php', '/wp-json/', '/wp-json/wp/v2/', '/wp-admin/', '/?rest_route=/'].map(
      (path, n): Visit => [n, `GET ${path}`, 404],
    ),
  ]),
  visits('an administrator of a database with its web interface', browsers.firefox, [
    ...repeat(300, 2, (n) => [
      `GET /phpmyadmin/index.php?route=/sql&db=shop&table=t${n}&sql_query=SELECT+*+FROM+t${n}+WHERE+1=1`,
      200,
    ]),
  ]),
  visits('an operator with the consoles of products that are there', browsers.chrome, [
    ...[
      '/actuator/heapdump',
      '/actuator/env',
      '/solr/admin/cores',
      '/jenkins/script',
      '/manager/html',
      '/telescope/requests',
      '/geoserver/wfs?request=GetCapabilities',
      '/server-status',
    ].map((path, n): Visit => [n * 3, `GET ${path}`, n % 2 === 0 ? 401 : 200]),
  ]),
  visits('people read code on a forge', browsers.firefox, [
    ...[
      '.env.example',
      '.git-blame-ignore-revs',
      '.vscode/settings.json',
      'docker-compose.yml',
      'config/database.yml',
      'schema.sql',
      'certs/test.pem',
      'secrets.yml',
      'settings.py',
      '.htaccess',
      'phpinfo.php',
      'old.bak',
    ].map((path, n): Visit => [n * 2, `GET /ann/app/src/branch/main/${path}`, 200]),
  ]),
  visits('a certificate is renewed', machines.acme, [
    ...repeat(60, 0.3, (n) => [`GET /.well-known/acme-challenge/token${n}_Ab-9`, n % 2 === 0 ? 404 : 200]),
    ...['/.well-known/pki-validation/x.txt', '/.well-known/acme-challenge/a'].map(
      (path, n): Visit => [n, `GET ${path}`, 404],
    ),
  ]),
  visits(
    'a researcher reads how to report',
    browsers.firefox,
    repeat(
      12,
      1,
      (n) =>
        [
          ['GET /.well-known/security.txt', 404],
          ['GET /security.txt', 404],
          ['GET /security', 404],
        ][n % 3] as [string, number],
    ),
  ),

  // Machines with an errand.
  visits(
    'an API client retries in a storm while the service is down',
    machines.app,
    repeat(3000, 0.1, () => ['POST /api/v1/orders', 503]),
  ),
  visits('a phone’s app goes on with a token that has expired', machines.app, [
    ...repeat(2000, 1, () => ['POST /api/v1/events', 401]),
    ...repeat(2000, 1, () => ['GET /api/v1/me', 401]),
    ...repeat(500, 2, () => ['POST /auth/refresh', 401]),
    ...repeat(500, 2, () => ['POST /session/keepalive', 403]),
  ]),
  visits(
    'a calendar keeps the old password',
    machines.calendar,
    repeat(600, 20, () => ['PROPFIND /dav/ann/calendar', 401]),
    'ann',
  ),
  visits(
    'a synchronizing client asks for files that were removed',
    machines.sync,
    repeat(900, 0.05, (n) => [`PROPFIND /remote.php/dav/files/ann/f${n}.txt`, n % 2 === 0 ? 404 : 207]),
    'ann',
  ),
  visits(
    'a synchronizing client fetches a folder',
    machines.sync,
    repeat(900, 0.12, (n) => [`GET /remote.php/dav/files/ann/f${n}`, 200]),
    'ann',
  ),
  visits(
    'avatars of people who have none',
    browsers.chrome,
    repeat(120, 0.02, (n) => [`GET /index.php/avatar/user${n}/64`, 404]),
  ),
  visits(
    'a build asks a package registry that has only half of it',
    machines.maven,
    repeat(1200, 0.02, (n) => [
      `GET /repository/releases/org/example/a${n}/1.0/a${n}-1.0.pom`,
      n % 2 === 0 ? 404 : 200,
    ]),
  ),
  visits(
    'a build asks an index of packages',
    machines.pip,
    repeat(300, 0.03, (n) => [`GET /simple/${words[n % 40]}-${n}/`, n % 3 === 0 ? 200 : 404]),
  ),
  visits(
    'images are pushed to a registry',
    machines.docker,
    repeat(300, 0.05, (n) => [`HEAD /v2/app/blobs/sha256:${String(n).padStart(64, 'a')}`, 404]),
  ),
  visits(
    'a package manager looks for translations',
    machines.apt,
    repeat(80, 0.05, (n) => [`GET /debian/dists/stable/main/i18n/Translation-${n}.xz`, 404]),
  ),
  visits(
    'a webhook whose receiver is misconfigured',
    machines.app,
    repeat(800, 4, () => ['POST /hooks/deploy', 403]),
  ),
  visits(
    'social networks fetch previews',
    machines.preview,
    repeat(300, 0.2, (n) => [`GET /share/${n}?utm_source=a&fbclid=Iw${n}..x--y`, n % 10 === 0 ? 404 : 200]),
  ),
  visits('fediverse servers look each other up', machines.fediverse, [
    ...repeat(300, 0.5, (n) => [
      `GET /.well-known/webfinger?resource=acct:user${n}@example.org`,
      n % 4 === 0 ? 404 : 200,
    ]),
    ...repeat(300, 0.5, (n) => [`GET /users/user${n}`, n % 3 === 0 ? 404 : 200]),
    ...repeat(100, 1, () => ['POST /inbox', 401]),
  ]),
];
