import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const hub = '/usr/share/crowdsec/hub';
const data = '/usr/share/crowdsec/data';

export interface PeerRun {
  /** `scenario address`, each once. */
  readonly alerts: ReadonlySet<string>;
  readonly cpuSeconds: number;
  /** False when it was ended before it had read everything. */
  readonly isWhole: boolean;
}

export const hasCrowdsec = () =>
  existsSync(hub) && spawnSync('crowdsec', ['-version']).status === 0 && existsSync('/etc/crowdsec/patterns');

/** Debian's scenarios about HTTP that need no extension of the shop system they watch. */
export function crowdsecScenarios(): string[] {
  return ['crowdsecurity', 'LePresidente'].flatMap((author) => {
    const folder = join(hub, 'scenarios', author);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => /^http.*\.yaml$/.test(name) && !name.includes('magento'))
      .map((name) => join(folder, name));
  });
}

/** Replays an nginx log through Debian's CrowdSec, offline, with an API of its own on loopback. */
export function runCrowdsec(directory: string, log: string, seconds: number): PeerRun {
  const at = (path: string) => join(directory, path);
  for (const folder of ['data', 'scenarios', 'n', 'p', ...parsers.map(([stage]) => `parsers/${stage}`)])
    mkdirSync(at(folder), { recursive: true });
  for (const [stage, name] of parsers)
    symlinkSync(join(hub, 'parsers', stage, 'crowdsecurity', name), at(`parsers/${stage}/${name}`));
  for (const file of crowdsecScenarios()) symlinkSync(file, at(`scenarios/${basename(file)}`));
  for (const file of readdirSync(data)) copyFileSync(join(data, file), at(`data/${file}`));
  // The package has the list under another name than its scenario asks for.
  copyFileSync(join(data, 'path_traversal.txt'), at('data/http_path_traversal.txt'));
  symlinkSync('/etc/crowdsec/patterns', at('patterns'));
  writeFileSync(at('simulation.yaml'), 'simulation: false\n');
  writeFileSync(at('acquis.yaml'), '');
  writeFileSync(at('lapi.yaml'), '');
  copyFileSync('/etc/crowdsec/profiles.yaml', at('profiles.yaml'));
  const configuration = at('config.yaml');
  writeFileSync(configuration, configurationIn(directory));
  spawnSync('cscli', [
    '-c',
    configuration,
    'machines',
    'add',
    'bench',
    '--auto',
    '--force',
    '-f',
    at('lapi.yaml'),
  ]);
  const command = `TIMEFORMAT='cpu %U %S'; time timeout -s KILL ${seconds} crowdsec -c ${configuration} -dsn file://${log} -type nginx`;
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const said = stdout + stderr;
  const [, user = '0', system = '0'] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(said.trim()) ?? [];
  const alerts = [...said.matchAll(/msg="Ip (\S+) performed '([^']+)'/g)].map(
    ([, ip, name]) => `${name} ${ip}`,
  );
  return {
    alerts: new Set(alerts),
    cpuSeconds: Number(user) + Number(system),
    isWhole: !said.includes('Killed'),
  };
}

const parsers = [
  ['s00-raw', 'syslog-logs.yaml'],
  ['s01-parse', 'nginx-logs.yaml'],
  ['s02-enrich', 'dateparse-enrich.yaml'],
  ['s02-enrich', 'http-logs.yaml'],
] as const;

const configurationIn = (
  directory: string,
) => `common: { daemonize: false, log_media: stdout, log_level: info, working_dir: ${directory} }
config_paths: { config_dir: ${directory}, data_dir: ${directory}/data, simulation_path: ${directory}/simulation.yaml, hub_dir: ${hub}, index_path: ${hub}/.index.json, notification_dir: ${directory}/n, plugin_dir: ${directory}/p }
crowdsec_service: { acquisition_path: ${directory}/acquis.yaml, parser_routines: 1 }
cscli: { output: json }
db_config: { log_level: error, type: sqlite, db_path: ${directory}/data/crowdsec.db }
api:
  client: { credentials_path: ${directory}/lapi.yaml }
  server: { log_level: error, listen_uri: 127.0.0.1:18099, profiles_path: ${directory}/profiles.yaml }
prometheus: { enabled: false }
`;
