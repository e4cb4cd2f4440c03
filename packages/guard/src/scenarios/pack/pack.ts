import { httpBackdoors } from './http-backdoors.ts';
import { httpBruteForce } from './http-brute-force.ts';
import { httpCommandInjection } from './http-command-injection.ts';
import { httpCrawl } from './http-crawl.ts';
import { httpCrossSiteScripting } from './http-cross-site-scripting.ts';
import { httpCveProbing } from './http-cve-probing.ts';
import { httpFirewallAlerts } from './http-firewall-alerts.ts';
import { httpGuessing } from './http-guessing.ts';
import { httpHeaderInjection } from './http-header-injection.ts';
import { httpMalformed } from './http-malformed.ts';
import { httpPathTraversal } from './http-path-traversal.ts';
import { httpProbing } from './http-probing.ts';
import { httpRateExceeded } from './http-rate-exceeded.ts';
import { httpScannerAgent } from './http-scanner-agent.ts';
import { httpSensitiveFiles } from './http-sensitive-files.ts';
import { httpSlowBruteForce } from './http-slow-brute-force.ts';
import { httpSlowProbing } from './http-slow-probing.ts';
import { httpSqlInjection } from './http-sql-injection.ts';
import type { PackScenario } from './pack-scenario.ts';
import { portScan } from './port-scan.ts';
import { sshBadExchange } from './ssh-bad-exchange.ts';
import { sshBruteForce } from './ssh-brute-force.ts';
import { sshSlowBruteForce } from './ssh-slow-brute-force.ts';
import { sshUserEnumeration } from './ssh-user-enumeration.ts';

/** The scenarios that work with nothing installed. */
export const pack: readonly PackScenario[] = [
  httpProbing,
  httpGuessing,
  httpSlowProbing,
  httpCrawl,
  httpScannerAgent,
  httpSensitiveFiles,
  httpCveProbing,
  httpSqlInjection,
  httpCrossSiteScripting,
  httpPathTraversal,
  httpCommandInjection,
  httpHeaderInjection,
  httpBackdoors,
  httpBruteForce,
  httpSlowBruteForce,
  httpMalformed,
  httpRateExceeded,
  httpFirewallAlerts,
  sshBruteForce,
  sshUserEnumeration,
  sshSlowBruteForce,
  sshBadExchange,
  portScan,
];
