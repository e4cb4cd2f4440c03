import { packScenario, requests } from './pack-scenario.ts';
import { decodedArgs, isUnusual } from './request-text.ts';

/**
 * Forms a database would run where a value was expected: behind a quote, a bracket or a number. Whole statements are
 * left alone: developers search for them, letter by letter.
 */
const injection =
  /\bunion[\s/*()]+(?:all[\s/*()]+)?select[\s/*()]+(?:\d|null\b|char\b|concat|['"@]|[\w.]+\s*,)|['"`)]\s*(?:or|and|\|\||&&)\s*\(?['"`]?[\w\s]{1,12}['"`]?\s*(?:=|<>|like\b|in\s*\()|\d\s+(?:or|and)\s+\(?['"`]?\w{1,12}['"`]?\s*=|['"`)(;]\s*select\b[^?]{1,100}\bfrom\b|\b(?:sleep|benchmark|pg_sleep|waitfor\s+delay|extractvalue|updatexml|load_file|xp_cmdshell|dbms_pipe)\b\s*[('"]|['"]\s*;\s*(?:drop|delete|insert|update|exec|declare)\b|\border\s+by\s+\d+\s*(?:--|#)|'\s*(?:--|#|\/\*)|\binto\s+(?:out|dump)file\b/;

export const httpSqlInjection = packScenario({
  name: 'bugheist/http-sql-injection',
  description: 'Sent database commands in addresses',
  weakness: 'CWE-89',
  advice:
    'Look whether an answer was 200 or 500 where others are not: that parameter may reach the database.',
  kinds: ['http-access'],
  when: (event) => event.args !== null && isUnusual(event) && injection.test(decodedArgs(event)),
  distinct: (event) => event.args ?? '',
  capacity: 2,
  leakMs: 60_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(4, "GET /item?id=1'%20UNION%20SELECT%20{n},password%20FROM%20users--", { status: 200 }),
      requests(4, 'GET /item?id={n}%27+or+%271%27=%271', { status: 200 }),
    ],
    ordinary: [
      requests(20, 'GET /search?q=how+to+select+from+a+menu+{n}', { status: 200 }),
      requests(20, 'GET /search?q=credit+union+{n}', { status: 200 }),
      requests(20, 'GET /suggest?q=SELECT+*+FROM+users+WHERE+id+=+{n}', { status: 200 }),
      requests(20, 'GET /poll?aid=716027&&t={n}&action=0-0-168{n}', { status: 200, everySeconds: 3 }),
      requests(20, "GET /search?q=O'Neil+or+Smith+{n}", { status: 200 }),
      requests(20, 'GET /orders?filter=(state+eq+{n})', { status: 200 }),
    ],
  },
});
