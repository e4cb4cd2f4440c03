import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { SourceFile } from './file.ts';
import type { FileType } from './file-type.ts';
import type { FlowStep } from './hit.ts';
import type { Project } from './project.ts';

/**
 * How sure a hit is. `certain`: the text alone proves it. `likely`: right in nearly all real code.
 * `review`: a person must look; it never fails a build by default.
 */
export const confidences = ['review', 'likely', 'certain'] as const;
export type Confidence = (typeof confidences)[number];

export const families = [
  'secret',
  'image',
  'package',
  'code',
  'python',
  'race',
  'workflow',
  'policy',
  'site',
] as const;
export type FamilyName = (typeof families)[number];

/** Files by path, whole: what a rule must (bad) or must not (good) find. Mostly one file. */
export type Example = Readonly<Record<string, string>>;

/** A rule as people read it. Texts are plain sentences; `backticks` mark code. */
export interface RuleCard {
  /** `family/name`, kebab-case, never changed once released: suppressions and fingerprints carry it. */
  readonly id: `${FamilyName}/${string}`;
  /** The finding in a few words, as a headline: "Base image without a tag". */
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly weakness: readonly `CWE-${number}`[];
  readonly kind: Kind;
  /** What is found. */
  readonly what: string;
  /** What an attacker, or a bad day, makes of it. */
  readonly why: string;
  /** What to do instead. */
  readonly fix: string;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
  /** Standards and vendors' pages the rule was written from. */
  readonly references?: readonly string[];
  /** The same rule's ids in other scanners (`DL3006`, `B602`): their suppression comments name these. */
  readonly aliases?: readonly string[];
  /** Off unless the configuration or `--only` names it: style, or noise for most projects. */
  readonly optional?: boolean;
}

/** Where a rule fired. Offsets count in `file.text`, the end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** What is wrong here, naming what was seen: "`node` has no tag". */
  readonly message: string;
  /** What to do here, when it is more than the card says. */
  readonly fix?: string;
  /** When this occurrence is worse or milder than the card. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** What proves it, when the source line must not be shown (a secret) or says too little. Default: the line. */
  readonly evidence?: string;
  /** What stays the same when the line is edited, unique for the rule within its file. Default: the line's content. */
  readonly identity?: string;
  /** The secret itself, when the place is one: blacked out in every report, and recognised again by a keyed hash. */
  readonly secret?: string;
  /** A password or key that stands at the place, which is not its subject: blacked out in every report of the file. */
  readonly hides?: string;
  /** The vulnerable package, when the place is one: all names of the advisory (CVE, GHSA, …). */
  readonly package?: {
    readonly ecosystem: string;
    readonly name: string;
    readonly aliases: readonly string[];
  };
  /** From source to sink, for findings of data flow. */
  readonly flow?: readonly FlowStep[];
  /** A change that is safe to make unseen; `--fix` applies it. */
  readonly edit?: Edit;
  /** The moving name at the place (`owner/action@v3`, `node:24`) that `--fix --pins` may turn into a fixed one. */
  readonly pin?: string;
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Report = (file: SourceFile, place: Place) => void;

/** Looks at one file at a time. */
export interface FileRule extends RuleCard {
  readonly wants: readonly FileType[];
  check(file: SourceFile, report: (place: Place) => void): void;
}

/** Looks at several files together (two lockfiles, a missing CODEOWNERS). */
export interface ProjectRule extends RuleCard {
  checkProject(project: Project, report: Report): void;
}

export type Rule = FileRule | ProjectRule;

/** Ties a rule's object to its type, so that each rule file is one literal. */
export const fileRule = (rule: FileRule): FileRule => rule;
export const projectRule = (rule: ProjectRule): ProjectRule => rule;
