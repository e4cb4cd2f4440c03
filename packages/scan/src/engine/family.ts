import { CannotCheck } from './cannot-check.ts';
import { ParseFailure, type SourceFile, whyNot } from './file.ts';
import type { FileType } from './file-type.ts';
import type { Project } from './project.ts';
import type { FamilyName, FileRule, Place, ProjectRule, Rule, RuleCard } from './rule.ts';

/** Called for every hit; the engine drops what is switched off or suppressed. */
export type Found = (rule: RuleCard, file: SourceFile, place: Place) => void;
/**
 * Called when part of a file (null: of the project) could not be checked, by one rule or, when none is named, by any; a CannotCheck
 * makes the scan end with status 3.
 */
export type Skipped = (file: { readonly path: string } | null, why: Error, rule?: RuleCard) => void;

/** Rules that share a way of looking. Most families are `familyOf(name, rules)`. */
export interface Family {
  readonly name: FamilyName;
  readonly rules: readonly RuleCard[];
  /** Awaited once before the first file: loading a WebAssembly grammar, an index. */
  prepare?(): Promise<void>;
  /** Awaited before files of these types are checked, for what only some of its types need. Cheap when repeated. */
  prepareFor?(types: ReadonlySet<FileType>): Promise<void>;
  checkFile(file: SourceFile, found: Found, skipped: Skipped): void;
  checkProject(project: Project, found: Found, skipped: Skipped): void;
}

/** A family whose rules each look for themselves, at the file types they want. */
export function familyOf(name: FamilyName, rules: readonly Rule[], prepare?: () => Promise<void>): Family {
  const ofFiles = rules.filter((rule): rule is FileRule => 'check' in rule);
  const ofProject = rules.filter((rule): rule is ProjectRule => 'checkProject' in rule);
  const byType = Map.groupBy(
    ofFiles.flatMap((rule) => rule.wants.map((type) => ({ type, rule }))),
    ({ type }) => type,
  );
  return {
    name,
    rules,
    ...(prepare ? { prepare } : {}),
    checkFile(file, found, skipped) {
      const failures = new Set<unknown>();
      for (const { rule } of byType.get(file.type) ?? []) {
        try {
          rule.check(file, (place) => found(rule, file, place));
        } catch (error) {
          // All rules that want the same tree fail for the same reason: it is said once, of the family.
          if (failures.has(error)) continue;
          failures.add(error);
          // One rule that stumbles over one file must not silence the others; the note says what was not checked.
          if (error instanceof ParseFailure) skipped(file, error);
          else skipped(file, stumbled(rule, error), rule);
        }
      }
    },
    checkProject(project, found, skipped) {
      for (const rule of ofProject) {
        try {
          rule.checkProject(project, (file, place) => found(rule, file, place));
        } catch (error) {
          // Also of one file among several: which one says more than which rule wanted it.
          if (error instanceof ParseFailure) skipped(error, error);
          else skipped(null, stumbled(rule, error), rule);
        }
      }
    },
  };
}

function stumbled(rule: RuleCard, error: unknown): Error {
  if (error instanceof CannotCheck) return error;
  return new Error(`${rule.id}: ${whyNot(error)}`, { cause: error });
}
