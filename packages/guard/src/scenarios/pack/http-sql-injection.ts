import { packScenario, requests } from './pack-scenario.ts';
import { decodedArgs, isUnusual } from './request-text.ts';

/** Forms a database would run; each needs more than one word, so that prose about SQL does not match. */
const injection =
  /\bunion[\s/*()]+(?:all[\s/*()]+)?select\b|['"`)\d]\s*(?:or|and|\|\||&&)\s*\(?['"`]?[\w\s]{1,12}['"`]?\s*(?:=|<>|like\b|in\s*\()|\bselect\b[^?]{1,200}\bfrom\b[^?]{1,100}(?:information_schema|\bwhere\b|\bdual\b|--|#)|\b(?:sleep|benchmark|pg_sleep|waitfor\s+delay|extractvalue|updatexml|load_file|xp_cmdshell|dbms_pipe)\b\s*[('"]|['"]\s*;\s*(?:drop|delete|insert|update|exec|declare)\b|\border\s+by\s+\d+\s*(?:--|#)|'\s*(?:--|#|\/\*)|\binto\s+(?:out|dump)file\b/;

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
      requests(20, "GET /search?q=O'Neil+or+Smith+{n}", { status: 200 }),
      requests(20, 'GET /orders?filter=(state+eq+{n})', { status: 200 }),
    ],
  },
});
