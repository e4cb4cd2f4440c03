import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { isFalse, isWholeObject, optionIn, resolved } from '../program/constant.ts';
import { keyName, memberName } from '../program/node.ts';

const constructs = /^(aws-cdk-lib|@aws-cdk\/|@pulumi\/|monocdk|cdktf|@cdktf\/)/;

/** Constructs of the CDK that store what others write, and the option that encrypts it; all take it third. */
const stores: readonly { readonly of: string; readonly option: RegExp; readonly what: string }[] = [
  { of: 'aws-s3.Bucket', option: /^(encryption|encryptionKey)$/, what: 'says how it is encrypted' },
  { of: 'aws-sqs.Queue', option: /^encryption(MasterKey)?$/, what: 'says how it is encrypted' },
  { of: 'aws-sns.Topic', option: /^masterKey$/, what: 'names a key' },
  { of: 'aws-rds.DatabaseInstance', option: /^storageEncrypt(ed|ionKey)$/, what: 'encrypts the disk' },
  { of: 'aws-rds.DatabaseCluster', option: /^storageEncrypt(ed|ionKey)$/, what: 'encrypts the disk' },
  { of: 'aws-ec2.Volume', option: /^encrypt(ed|ionKey)$/, what: 'encrypts the disk' },
  { of: 'aws-kinesis.Stream', option: /^encryption(Key)?$/, what: 'says how it is encrypted' },
];

export const cloudUnencrypted = codeRule({
  id: 'code/cloud-unencrypted',
  title: 'Cloud storage is not encrypted, or reached without TLS',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-311', 'CWE-319'],
  kind: 'security',
  what: 'A bucket, a queue, a topic, a disk or a database made by CDK or Pulumi says nothing of encryption, at rest or on the way, or switches it off.',
  why: 'A copied disk or a snapshot shared by mistake is read at once; plain HTTP is read on the way.',
  fix: 'Set `encryption` (or `storageEncrypted: true`) and `enforceSSL: true`.',
  bad: [
    { 'stack.ts': 'import * as s3 from "aws-cdk-lib/aws-s3";\nnew s3.Bucket(this, "files");\n' },
    {
      'stack.ts':
        'import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";\nnew Queue(this, "jobs", { encryption: QueueEncryption.UNENCRYPTED });\n',
    },
    {
      'index.ts':
        'import * as aws from "@pulumi/aws";\nnew aws.rds.Instance("db", { storageEncrypted: false });\n',
    },
  ],
  good: [
    {
      'stack.ts':
        'import * as s3 from "aws-cdk-lib/aws-s3";\nnew s3.Bucket(this, "files", { enforceSSL: true });\n',
    },
    {
      'stack.ts': 'import * as s3 from "aws-cdk-lib/aws-s3";\nnew s3.Bucket(this, "files", props);\n',
    },
    { 'leak.ts': 'const bucket = new Bucket(10);\nconst options = { encrypted: false };\n' },
  ],
  references: ['https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html'],
  words: ['["\'](?:aws-cdk-lib|@aws-cdk/|@pulumi/|monocdk|cdktf|@cdktf/)'],
  calls: stores.map(({ of, option, what }) => ({
    of: [`aws-cdk-lib/${of}`, `@aws-cdk/${of}`, `aws-cdk-lib.${of.replace('-', '_')}`, `monocdk/${of}`],
    look(call, look) {
      const options = call.arguments[2];
      const value = options ? resolved(look.code, options) : null;
      if (value && !isWholeObject(look.code, value)) return;
      const names =
        value?.type === 'ObjectExpression'
          ? value.properties.flatMap((one) => (one.type === 'Property' ? [keyName(one) ?? ''] : []))
          : [];
      // Who sets one of the two has thought of it: S3 and SQS encrypt by default what is said to need HTTPS.
      if (!names.some((name) => option.test(name) || /^enforceSSL$/.test(name)))
        look.report(call, `nothing ${what}`);
    },
  })),
  nodes: {
    Property(node, look) {
      const name = keyName(node);
      if (name === null || node.parent?.type !== 'ObjectExpression' || !isCloud(look)) return;
      const isOff =
        (offWhenFalse.test(name) && isFalse(look.code, node.value)) ||
        (/^encryption$/.test(name) && isUnencrypted(node.value)) ||
        (/^(encryptionAtRest|nodeToNodeEncryption)$/.test(name) && isDisabled(node.value, look));
      if (!isOff) return;
      const call = node.parent.parent?.type === 'NewExpression' ? node.parent.parent : node;
      look.report(call, `${look.quote(node)} leaves it in the clear`);
    },
  },
});

const isCloud = (look: Look): boolean => [...look.code.modules].some((module) => constructs.test(module));

const offWhenFalse =
  /^(encrypted|storageEncrypted|atRestEncryptionEnabled|transitEncryptionEnabled|enforceSSL|nodeToNodeEncryption|enableEncryption|rootVolumeEncryptionEnabled|userVolumeEncryptionEnabled|requireSsl|enableHttpsTrafficOnly)$/;

const isUnencrypted = (value: Node): boolean =>
  value.type === 'MemberExpression' && /^UNENCRYPTED$/.test(memberName(value) ?? '');

function isDisabled(value: Node, look: Look): boolean {
  const enabled = optionIn(look.code, value, 'enabled');
  return enabled !== null && isFalse(look.code, enabled);
}
