import { serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const hostDevice = workloadRule({
  id: 'image/host-device',
  title: 'Memory or disk of the host in a container',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-668'],
  what: 'A service gets a device that holds the memory, the log or a disk of its host.',
  why: 'It reads and changes everything on it, past all permissions.',
  fix: 'Take it out; mount the folder that is needed.',
  bad: [
    serviceWith('image: a:1', 'devices: ["/dev/mem:/dev/mem"]'),
    serviceWith('image: a:1', 'devices: [/dev/sda]'),
  ],
  good: [serviceWith('image: a:1', 'devices: ["/dev/dri:/dev/dri", "/dev/net/tun"]')],
  find({ containers }, report) {
    for (const { devices, name } of containers)
      for (const device of devices)
        if (
          /^\/dev\/?$|^\/dev\/(k?mem|port|kmsg|sd[a-z]\d*|nvme\d+n\d+(p\d+)?|vd[a-z]\d*|xvd[a-z]\d*|dm-\d+)$/.test(
            device.path,
          )
        )
          report(device, `\`${name}\` gets \`${device.path}\` of the host`);
  },
});
