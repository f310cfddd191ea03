/** What keeps a part of the stack from running, in words for whoever started it: what is wrong, and what to do. */
export class StackError extends Error {
  override readonly name = "StackError";
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

interface Known {
  readonly pattern: RegExp;
  readonly says: string;
  readonly remedy: string;
}

/** How systems and programs put it, and how we do. */
const KNOWN: readonly Known[] = [
  {
    pattern: /ENOSPC|no space left on device|disk quota exceeded/i,
    says: "The disk is full.",
    remedy: "Make room and start again: what was stored is kept.",
  },
  {
    pattern: /EROFS|read-only file system/i,
    says: "The file system is read-only.",
    remedy: "Use a checkout on one that can be written.",
  },
  {
    pattern: /ENOTDIR|EEXIST/,
    says: "A file is where a folder should be.",
    remedy: "Move it away.",
  },
  {
    pattern: /EACCES|EPERM|permission denied|operation not permitted/i,
    says: "There is no permission to read or write here.",
    remedy: "Use a checkout of your own. Did root start it before? Then let root delete the folder .local.",
  },
  {
    pattern: /EADDRINUSE|address already in use/i,
    says: "A port is taken.",
    remedy: "Stop what listens there, or choose other ports.",
  },
  {
    pattern: /ENOMEM|cannot allocate memory|out of memory/i,
    says: "There is not enough memory.",
    remedy: "Stop something else: the whole stack needs about 600 MB.",
  },
];

/**
 * Finds, in an error's text or a program's last lines, a cause that has a remedy.
 *
 * @param where what was being done, or the file: stands behind the sentence
 */
export function explain(text: string, where: string): StackError | undefined {
  const known = KNOWN.find(({ pattern }) => pattern.test(text));
  return known && new StackError(`${known.says} (${where})`, known.remedy);
}
