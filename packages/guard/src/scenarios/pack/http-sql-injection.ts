import { packScenario, requests } from './pack-scenario.ts';
import { decodedArgs, isUnusual, throughMatch } from './request-text.ts';

/**
 * Forms a database would run where a value was expected: behind a quote, a bracket or a number. Whole statements and
 * conditions about columns are left alone: developers search for them letter by letter, and there are APIs that take
 * them (JQL, SRU, InfluxDB, ArcGIS). An attack compares constants, because it doesn't know the columns yet.
 */
const behindValue = anyOf([
  /\bunion[\s/*()]+(?:all[\s/*()]+)?select[\s/*()]+(?:\d|null\b|char\b|concat|['"@]|[\w.]+\s*,)/,
  // 1=1, 'a'='a, 12>3, and 'a'='a' with the last quote left to the query.
  /['"`)\d]\s*(?:or|and|\|\||&&|xor|rlike|having|where)\s*(?:not\s+)?\(*\s*(?:\d+|'\w{0,12}'|"\w{0,12}"(?=\s*=\s*"\w{0,12}(?:$|&)))\s*(?:=|<>|!=|<|>|like\b)\s*(?:['"(\d]|cast\s*\()/,
  /['"`)\d]\s*(?:or|and|\|\||&&)\s*\(*\s*(?:select|case\s+when|exists\s*\(|ascii|substr|length|ord\()/,
  /['"`)]\s*;?\s*select\b[^?]{1,100}\bfrom\b/,
  /['"]\s*\)*\s*;\s*(?:drop|delete|insert|update|exec|declare|waitfor)\b/,
  /\border\s+by\s+\d+\s*(?:--|#)|'\s*\)*\s*(?:--(?:\s|-|$)|#|\/\*)|\b(?:from|union)\s+(?:information_schema|pg_catalog|sysobjects)\b/,
]);

/** Functions that wait, call out, read files or make errors talk: no ordinary statement needs them either. */
const weapon = anyOf([
  /\b(?:pg_)?sleep\s*\(\s*\d+(?:\.\d+)?\s*\)|\bbenchmark\s*\(\s*\d+\s*,|\bwaitfor\s+delay\s*'/,
  /\b(?:extractvalue|updatexml|load_file|xp_cmdshell|xp_dirtree|randomblob|utl_(?:inaddr|http)\.\w+|dbms_pipe\.\w+|dbms_lock\.sleep)\s*[('"]/,
  /\binto\s+(?:out|dump)file\b/,
]);

const injection = anyOf([behindValue, weapon]);

/** A value that is a statement from its first word, or a condition by its name, is what that address takes. */
const isStatement = (args: string) =>
  /(?:^|[=&])\s*(?:select|show|with|explain)\s|(?:^|&)(?:where|cql_filter)=/.test(args);

function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}

export const httpSqlInjection = packScenario({
  name: 'bugheist/http-sql-injection',
  description: 'Sent database commands in addresses',
  weakness: 'CWE-89',
  advice:
    'Look whether an answer was 200 or 500 where others are not: that parameter may reach the database.',
  kinds: ['http-access'],
  marks: ['unusual'],
  when: (event) => {
    if (event.args === null || !isUnusual(event)) return false;
    const args = decodedArgs(event);
    return weapon.test(args) || (behindValue.test(args) && !isStatement(args));
  },
  distinct: (event) => throughMatch(injection, event),
  capacity: 3,
  leakMs: 60_000,
  behavior: 'http:exploit',
  service: 'http',
  confidence: 3,
  examples: {
    attacks: [
      requests(5, "GET /item?id{n}=1'%20UNION%20SELECT%20{n},password%20FROM%20users--", { status: 200 }),
      requests(5, 'GET /item{n}?id={n}%27+or+%271%27=%271', { status: 200 }),
      requests(5, 'GET /item?id=1%20AND%20{n}734=4{n}34', { status: 200 }),
    ],
    ordinary: [
      requests(20, 'GET /search?q=how+to+select+from+a+menu+{n}', { status: 200 }),
      requests(20, 'GET /search?q=credit+union+{n}', { status: 200 }),
      requests(20, 'GET /suggest?q=SELECT+*+FROM+users+WHERE+id+=+{n}', { status: 200 }),
      requests(20, 'GET /suggest?q=%27+or+1=1+--+{n}', { status: 200 }),
      requests(20, 'GET /poll?aid=716027&&t={n}&action=0-0-168{n}', { status: 200, everySeconds: 3 }),
      requests(20, "GET /search?q=O'Neil+or+Smith+{n}", { status: 200 }),
      requests(20, 'GET /orders?filter=(state+eq+{n})', { status: 200 }),
      requests(20, 'GET /search?jql=project=%22A{n}%22+AND+%22Team%22=%22B%22+AND+status=Open', {
        status: 200,
      }),
      requests(20, 'GET /query?where=POP>{n}+and+STATE=%27CA%27+AND+1=1', { status: 200 }),
      requests(20, 'GET /api/v1/query?query=rate(x{a=%22{n}%22}[5m])+and+y+==+1', { status: 200 }),
      requests(
        20,
        "GET /influx?q=SELECT+mean(v)+FROM+cpu+WHERE+host='a{n}'+AND+os='b';SELECT+max(v)+FROM+cpu",
        { status: 200 },
      ),
      requests(20, 'GET /search?q=sleep+%22apnea%22+{n}+benchmark+(2019)', { status: 200 }),
    ],
  },
});
