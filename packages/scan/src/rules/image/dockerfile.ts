import { type Dockerfile, DockerfileParser } from 'dockerfile-ast';
import type { Parser, SourceFile } from '../../engine/file.ts';

export const dockerfile: Parser<Dockerfile> = {
  name: 'a Dockerfile',
  parse: (file) => DockerfileParser.parse(file.text),
};

/** dockerfile-ast counts lines and characters from 0. */
interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** Start and end offsets of a range of dockerfile-ast. */
export const offsetsOf = (file: SourceFile, { start, end }: Range): { start: number; end: number } => ({
  start: file.offsetAt({ line: start.line + 1, column: start.character + 1 }),
  end: file.offsetAt({ line: end.line + 1, column: end.character + 1 }),
});
