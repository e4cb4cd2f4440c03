import { fileRule } from '../../../engine/rule.ts';
import { adminOf } from '../admin-port.ts';
import { composeFile } from '../compose.ts';
import { serviceWith } from '../examples.ts';

export const publishedDatabase = fileRule({
  id: 'image/published-database',
  title: 'Database published on all addresses',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-668'],
  kind: 'security',
  what: 'A service publishes the port of a database, queue or administration tool on all addresses of the host.',
  why: 'Docker opens it past the firewall of the host (it writes its own rules); from then on only the password stands between it and the internet.',
  fix: 'Take `ports` out, for services reach each other by name, or bind it to this machine: `"127.0.0.1:5432:5432"`.',
  bad: [
    serviceWith('image: postgres:18', 'ports: ["5432:5432"]'),
    serviceWith('image: redis:8', 'ports:', '  - target: 6379', '    published: 6379'),
    serviceWith('image: mongo:8', 'ports: ["0.0.0.0:27018:27017"]'),
  ],
  good: [
    serviceWith('image: postgres:18', 'ports: ["127.0.0.1:5432:5432"]'),
    serviceWith('image: postgres:18', 'expose: [5432]'),
    serviceWith('image: nginx:1.29', 'ports: ["80:8080", "443:8443"]'),
  ],
  references: ['https://docs.docker.com/engine/network/packet-filtering-firewalls/'],
  wants: ['compose'],
  check(file, report) {
    for (const { name, ports } of file.tree(composeFile).services)
      for (const { address, target, start, end } of ports) {
        const whose = adminOf(target);
        if (address === null && whose !== null)
          report({ start, end, message: `\`${name}\` opens the port of ${whose} on all addresses` });
      }
  },
});
