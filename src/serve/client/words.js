// Two texts word by word: what stands in one and not in the other.
const MOST_WORDS = 600;

// Each text as a list of `{ words, differs }`.
function compared(one, other) {
  const [first, second] = [one, other].map((text) => text.match(/\S+\s*/gu) ?? []);
  if (Math.max(first.length, second.length) > MOST_WORDS) {
    return [one, other].map((words) => [{ words, differs: false }]);
  }
  const common = commonWords(first.map(bare), second.map(bare));
  return [inRuns(first, new Set(common.map(([at]) => at))), inRuns(second, new Set(common.map(([, at]) => at)))];
}

// A word without the quotation marks around it: those belong to whoever quotes.
function bare(word) {
  return word.trim().replace(/^[“”„«»"‘]+|[“”„«»"]+$/gu, "");
}

// The pairs of places of the longest common sequence of words.
function commonWords(first, second) {
  const width = second.length + 1;
  const lengths = new Uint16Array((first.length + 1) * width);
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = second.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        first[i] === second[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    if (first[i] === second[j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}

function inRuns(words, same) {
  const runs = [];
  for (const [at, word] of words.entries()) {
    const differs = !same.has(at);
    const last = runs.at(-1);
    if (last?.differs === differs) last.words += word;
    else runs.push({ words: word, differs });
  }
  return runs;
}

// A text with what differs as `<ins>` or `<del>`; the white space between words stays outside.
function marked(runs, name) {
  return runs.flatMap(({ words, differs }) =>
    differs ? [element(name, {}, words.trimEnd()), words.slice(words.trimEnd().length)] : [words],
  );
}
