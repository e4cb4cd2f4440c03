import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

const flags =
  /(^|\s)--(api\.insecure(=true)?|api\.dashboard=true --api\.insecure(=true)?|enable-skip-login(=true)?|no-auth(=true)?|disable-auth(entication)?(=true)?|without-password|insecure-allow-all-hosts)(\s|$)|--(NotebookApp|ServerApp)\.(token|password)=(['"]{0,2})(\s|$)/;

export const exposedDashboard = workloadRule({
  id: 'image/exposed-dashboard',
  title: 'Dashboard without a login',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-306'],
  what: 'A tool is started with its login switched off (`--api.insecure`, `--enable-skip-login`, an empty Jupyter token, …).',
  why: 'Whoever reaches the page sees, and often commands, everything it manages.',
  fix: 'Take the option out and put a login before the page.',
  aliases: ['KSV102'],
  bad: [
    serviceWith('image: traefik:3.5', 'command: --api.insecure=true --providers.docker'),
    containerWith('args: ["--enable-skip-login"]'),
    containerWith('image: gcr.io/kubernetes-helm/tiller:v2.16.0'),
  ],
  good: [serviceWith('image: traefik:3.5', 'command: --api.insecure=false')],
  references: ['https://doc.traefik.io/traefik/operations/api/'],
  find({ containers }, report) {
    for (const { command, name, image } of containers) {
      for (const word of command)
        if (flags.test(word.text)) report(word, `\`${name}\` asks nobody to log in`);
      // The server of Helm 2 does whatever it is told, with the rights of its account.
      if (image && /(^|\/)tiller(:|@|$)/.test(image.text))
        report(image, `\`${name}\` obeys every pod of the cluster`);
    }
  },
});
