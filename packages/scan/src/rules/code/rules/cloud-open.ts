import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import {
  constantNumber,
  constantString,
  isFalse,
  isTrue,
  literalText,
  optionIn,
} from '../program/constant.ts';
import {
  calledName,
  enclosing,
  isFunction,
  isWithin,
  keyName,
  memberName,
  unwrapped,
} from '../program/node.ts';

const constructs = /^(aws-cdk-lib|@aws-cdk\/|@pulumi\/|monocdk|cdktf|@cdktf\/)/;

/** Ports of administration and of databases: SSH, RDP, SMB, SQL Server, Oracle, MySQL, PostgreSQL, Redis, Elasticsearch, MongoDB. */
const inner = new Set([22, 23, 445, 1433, 1521, 2375, 3306, 3389, 5432, 5601, 6379, 9200, 11211, 27017]);

export const cloudOpen = codeRule({
  id: 'code/cloud-open',
  title: 'A cloud resource is open to everybody',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-306', 'CWE-284', 'CWE-732'],
  kind: 'security',
  what: 'Infrastructure written in CDK or Pulumi makes a bucket, a database, a build, a function or a port of administration reachable without a login.',
  why: 'Such addresses are searched for all day; what is open is copied within hours.',
  fix: 'Leave the resource private and give single roles access (`grantRead(role)`); serve public files through a distribution in front of it.',
  bad: [
    {
      'stack.ts':
        'import * as s3 from "aws-cdk-lib/aws-s3";\nconst bucket = new s3.Bucket(this, "files");\nbucket.grantPublicAccess();\n',
    },
    {
      'stack.ts':
        'import { Bucket } from "aws-cdk-lib/aws-s3";\nnew Bucket(this, "files", { publicReadAccess: true });\n',
    },
    {
      'stack.ts':
        'import * as ec2 from "aws-cdk-lib/aws-ec2";\ngroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22));\n',
    },
    {
      'index.ts':
        'import * as aws from "@pulumi/aws";\nnew aws.s3.Bucket("files", { acl: "public-read" });\n',
    },
  ],
  good: [
    {
      'stack.ts':
        'import * as s3 from "aws-cdk-lib/aws-s3";\nconst bucket = new s3.Bucket(this, "files");\nbucket.grantRead(role);\n',
    },
    {
      'stack.ts':
        'import * as ec2 from "aws-cdk-lib/aws-ec2";\ngroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443));\n',
    },
    { 'form.ts': 'const field = { badge: true, publicReadAccess: true };\n' },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  words: ['["\'](?:aws-cdk-lib|@aws-cdk/|@pulumi/|monocdk|cdktf|@cdktf/)'],
  calls: [
    {
      of: ['*.grantPublicAccess'],
      look(call, look) {
        if (!isCloud(look)) return;
        // At the bucket itself where it is made here: that is what is open.
        const callee = unwrapped(call.callee);
        const bucket =
          callee.type === 'MemberExpression'
            ? look.code.byType
                .get('VariableDeclarator')
                ?.findLast(
                  (one) =>
                    one.type === 'VariableDeclarator' &&
                    one.init?.type === 'NewExpression' &&
                    one.id.type === 'Identifier' &&
                    callee.object.type === 'Identifier' &&
                    one.id.name === callee.object.name &&
                    one.end <= call.start &&
                    isWithin(one, enclosing(call, isFunction) ?? look.code.program),
                )
            : undefined;
        look.report(bucket ?? call, 'everybody may read what is in it');
      },
    },
    {
      of: ['*.addIngressRule', '*.allowFrom', '*.allowDefaultPortFrom'],
      look(call, look) {
        const [peer, port] = call.arguments;
        if (!isCloud(look) || !peer || !/anyIpv[46]$|^ipv[46]$/.test(called(peer)) || !isWorld(peer, look))
          return;
        if (opensInner(port, look)) look.report(call, `${look.quote(call)} lets the whole internet try`);
      },
    },
    {
      of: ['*.allowFromAnyIpv4', '*.allowFromAnyIPv4'],
      look(call, look) {
        if (isCloud(look) && opensInner(call.arguments[0], look))
          look.report(call, `${look.quote(call)} lets the whole internet try`);
      },
    },
  ],
  nodes: {
    Property(node, look) {
      const name = keyName(node);
      if (name === null || node.parent?.type !== 'ObjectExpression' || !isCloud(look)) return;
      const isOpen =
        (onWhenTrue.test(name) && isTrue(look.code, node.value)) ||
        (offWhenFalse.test(name) && isFalse(look.code, node.value)) ||
        (/^(acl|accessControl)$/.test(name) && isPublicAcl(node.value, look)) ||
        (/^auth(orization)?Type$/.test(name) && isNone(node.value, look));
      if (!isOpen) return;
      // The construct as a whole, as the options are its own.
      const call = node.parent.parent?.type === 'NewExpression' ? node.parent.parent : node;
      if (name === 'badge' && !/Project$/.test(call.type === 'NewExpression' ? (calledName(call) ?? '') : ''))
        return;
      look.report(call, `${look.quote(node)} lets everybody in`, name === 'badge' ? { severity: 'low' } : {});
    },
    NewExpression(node, look) {
      if (!isCloud(look) || !/PolicyStatement$/.test(calledName(node) ?? '')) return;
      const [options] = node.arguments;
      const effect = options ? optionIn(look.code, options, 'effect') : null;
      const principals = options ? optionIn(look.code, options, 'principals') : null;
      const conditions = options ? optionIn(look.code, options, 'conditions') : null;
      if (!principals || conditions || (effect && /DENY/.test(look.quote(effect)))) return;
      if (
        /\b(AnyPrincipal|StarPrincipal)\(|ArnPrincipal\(["'`]\*["'`]\)/.test(
          look.file.text.slice(principals.start, principals.end),
        )
      )
        look.report(node, 'every account may do this, without a condition');
    },
  },
});

const isCloud = (look: Look): boolean => [...look.code.modules].some((module) => constructs.test(module));

const onWhenTrue =
  /^(publicReadAccess|publiclyAccessible|assignPublicIp|badge|allowBlobPublicAccess|uniformPublic|mapPublicIpOnLaunch)$/;
const offWhenFalse = /^(blockPublicAcls|blockPublicPolicy|ignorePublicAcls|restrictPublicBuckets)$/;

const called = (node: Node): string => (node.type === 'CallExpression' ? (calledName(node) ?? '') : '');

function isWorld(peer: Node, look: Look): boolean {
  if (/^anyIpv/.test(called(peer))) return true;
  const [range] = peer.type === 'CallExpression' ? peer.arguments : [];
  return range !== undefined && /^(0\.0\.0\.0\/0|::\/0)$/.test(constantString(look.code, range) ?? '');
}

function opensInner(port: Node | undefined, look: Look): boolean {
  if (port?.type !== 'CallExpression') return false;
  if (/^(allTraffic|allTcp|SSH|RDP)$/.test(called(port))) return true;
  const number = port.arguments[0] ? constantNumber(look.code, port.arguments[0]) : null;
  return /^(tcp|udp)$/.test(called(port)) && number !== null && inner.has(number);
}

function isPublicAcl(value: Node, look: Look): boolean {
  const text = constantString(look.code, value);
  if (text !== null) return /^public-read(-write)?$/i.test(text);
  return value.type === 'MemberExpression' && /^PUBLIC_READ(_WRITE)?$/.test(memberName(value) ?? '');
}

function isNone(value: Node, look: Look): boolean {
  const name = value.type === 'MemberExpression' ? memberName(value) : literalText(look.code, value);
  return name === 'NONE' && /FunctionUrl|addFunctionUrl/.test(look.file.text);
}
