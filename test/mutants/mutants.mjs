/**
 * Mistakes one could make in the core, each as a patch of the source. The text must occur exactly
 * once in its file, so that a mutant cannot silently become no mutant; `killer` is the test that
 * dies of it. `npm run mutants` tries them all.
 *
 * @type {ReadonlyArray<{ name: string, file: string, text: string, mutant: string, tests: string, killer: string }>}
 */
export const mutants = [
  {
    name: "absent read as null",
    file: "src/core/Merge.ts",
    text: "return said === undefined ? head : said",
    mutant: "return said === undefined ? null : said",
    tests: "test/core/Merge.test.ts",
    killer: "takes a field the record leaves out as nothing said, not as a clear"
  },
  {
    name: "clear dropped",
    file: "src/core/Merge.ts",
    text: "plan.hub[pair.field] = pair.remote\n",
    mutant: "if (pair.remote !== null) plan.hub[pair.field] = pair.remote\n",
    tests: "test/core/Merge.test.ts",
    killer: "carries a clear across, either way"
  },
  {
    name: "head moved while owed",
    file: "src/core/Merge.ts",
    text: "if (pair.writes) plan.remote[pair.field] = pair.hub\n",
    mutant:
      "if (pair.writes) plan.remote[pair.field] = pair.hub\n  settle(plan.shadow, pair.field, pair.hub, pair.hub)\n",
    tests: "test/core/Merge.test.ts",
    killer: "moves no head of a value that is still owed"
  },
  {
    name: "loser not kept",
    file: "src/core/Merge.ts",
    text: "if (verdict.conflict !== undefined) plan.conflicts.push(verdict.conflict)",
    mutant: "",
    tests: "test/core/Merge.test.ts",
    killer: "loses no edit silently: what a side says is on both sides afterwards, or in a conflict"
  },
  {
    name: "set merged whole",
    file: "src/core/Merge.ts",
    text: "if (isSet(pair.type) && !emptied(pair)) mergeMembers(plan, pair)",
    mutant: "if (emptied(pair) && isSet(pair.type)) mergeMembers(plan, pair)",
    tests: "test/core/Merge.test.ts",
    killer: "merges a set element by element: both additions and both removals happen"
  },
  {
    name: "tie by argument order",
    file: "src/core/Policy.ts",
    text: 'return place(hub.by, order) <= place(remote.by, order) ? "hub" : "remote"',
    mutant: 'return place(hub.by, order) < 99 ? "hub" : "remote"',
    tests: "test/core/Merge.test.ts",
    killer: "breaks a tie by the order of the configuration, not by which side it stands on"
  },
  {
    name: "ambiguity takes the first",
    file: "src/core/Match.ts",
    text: "if (others.length > 0) return ambiguous(otherwise, found)",
    mutant: "if (others.length > 99) return ambiguous(otherwise, found)",
    tests: "test/core/Match.test.ts",
    killer: "guesses nothing between two candidates"
  },
  {
    name: "shared key used",
    file: "src/core/Keys.ts",
    text: "emailKey(it, shared.addresses)",
    mutant: "emailKey(it, new Set())",
    tests: "test/core/Match.test.ts",
    killer: "uses no shared key: an address or a number of many is nobody's"
  },
  {
    name: "case-folded compare",
    file: "src/core/Form.ts",
    text: "if (a === b) return true",
    mutant: "if (String(a).toLowerCase() === String(b).toLowerCase()) return true",
    tests: "test/core/Merge.test.ts",
    killer: "takes a change of case for the edit it is"
  },
  {
    name: "rule ignored",
    file: "src/core/Merge.ts",
    text: "const rule = ruleFor(merging.policy, pair.field)",
    mutant: 'const rule: Rule = ruleFor({ ...merging.policy, rules: {} }, "job_title")',
    tests: "test/core/Merge.test.ts",
    killer: "keeps the hub's word under hub, whatever came later"
  },
  {
    name: "re-reading counts as saying again",
    file: "src/core/Merge.ts",
    text: "const repeated = before !== undefined && same(type, before.value, remote)",
    mutant: "const repeated = before === null && same(type, before, remote)",
    tests: "test/core/Merge.test.ts",
    killer: "does not change its mind when the same words are read again later"
  },
  {
    name: "silence closes the question",
    file: "src/core/Merge.ts",
    text: "const left = before === undefined ? remoteHead : before.value",
    mutant: "const left = remoteHead",
    tests: "test/core/Merge.test.ts",
    killer: "keeps a question open while the record does not mention the field"
  },
  {
    name: "heard for ever",
    file: "src/core/Merge.ts",
    text: "if (back) delete plan.shadow.heard[pair.field]",
    mutant: "if (back) return",
    tests: "test/core/Merge.test.ts",
    killer: "forgets what it heard once both sides are back where they agreed"
  },
  {
    name: "a clear of what was held is a blank",
    file: "src/core/Merge.ts",
    text: "if (remote === null && !pair.contended)",
    mutant: "if (remote === null)",
    tests: "test/core/Merge.test.ts",
    killer: "takes a clear of what was held for the move it is, not for a blank to fill"
  },
  {
    name: "a ruling is a rule",
    file: "src/core/Merge.ts",
    text: "if (voices.hub.at > ruling.at || voices.remote.at > ruling.at) return undefined",
    mutant: "",
    tests: "test/core/Merge.test.ts",
    killer: "follows no ruling on what was said anew since, be it in the same words"
  },
  {
    name: "first join overwrites",
    file: "src/core/Merge.ts",
    text: 'rule === "most-restrictive" ? rule : merging.policy.firstJoin',
    mutant: "rule",
    tests: "test/core/Merge.test.ts",
    killer: "writes a disagreement to neither side and holds it for a person"
  },
  {
    name: "a clear in the hub is a blank",
    file: "src/core/Merge.ts",
    text: "if (hub === null && !pair.spoken)",
    mutant: "if (hub === null)",
    tests: "test/core/Merge.test.ts",
    killer: "does not fill what somebody in the hub has cleared, a set included"
  },
  {
    name: "a locked field is owed",
    file: "src/core/Merge.ts",
    text: "if (pair.writes) plan.remote[pair.field] = pair.hub\n",
    mutant: "plan.remote[pair.field] = pair.hub\n",
    tests: "test/core/Merge.test.ts",
    killer:
      "writes only where it may: no patch for a locked or unreadable field, none for a stranger's"
  },
  {
    name: "consent loosened by sync",
    file: "src/core/Policy.ts",
    text: 'rule === "most-restrictive" && strictness(contest.hub.value) > strictness(contest.remote.value)',
    mutant: 'rule === "ask" && strictness(contest.hub.value) > strictness(contest.remote.value)',
    tests: "test/core/Merge.test.ts",
    killer: "tightens consent at once and loosens it never by sync"
  },
  {
    name: "the base is what was sent",
    file: "src/core/Shadow.ts",
    text: "settle(next, field, plain(ours, value), plain(theirs, value))",
    mutant: "settle(next, field, plain(ours, value), plain(value, theirs as never))",
    tests: "test/core/Merge.test.ts",
    killer: "never echoes: a CRM that respells everything it is sent is not taken to have edited it"
  },
  {
    name: "a removed element comes back",
    file: "src/core/Elements.ts",
    text: "if (target.hub.has(form) !== is.remote.has(form)) continue",
    mutant: "continue",
    tests: "test/core/Merge.test.ts",
    killer:
      "does not bring back an element removed after it was taken in, though others are still owed"
  },
  {
    name: "vendor clocks always believed",
    file: "src/core/Policy.ts",
    text: "hub.by === remote.by || Math.abs(ours - theirs) > clockSkew",
    mutant: "hub.by === remote.by || Math.abs(ours - theirs) > 0",
    tests: "test/core/Merge.test.ts",
    killer: "believes two vendors' clocks only when they are more than two minutes apart"
  },
  {
    name: "duplicates linked twice",
    file: "src/core/Match.ts",
    text: 'const taken = first.linkedTo !== null && !reasons.includes("link")',
    mutant: 'const taken = first.linkedTo === "" && !reasons.includes("link")',
    tests: "test/core/Match.test.ts",
    killer: "names both records when the row is linked to another record of the same connection"
  },
  {
    name: "the whole answer counts as landed",
    file: "src/core/Doubt.ts",
    text: "const whole = same(type, said, sent)",
    mutant: "const whole = type !== undefined",
    tests: "test/core/Doubt.test.ts",
    killer: "takes a third value for somebody's edit, never for a part of our write"
  },
  {
    name: "a respelling is an edit",
    file: "src/core/Doubt.ts",
    text: "if (!whole && (old || !respells(type, sent, said))) return false",
    mutant: "if (!whole) return false",
    tests: "test/core/Doubt.test.ts",
    killer: "takes our own write for ours, though respelled"
  },
  {
    name: "what was there is a respelling",
    file: "src/core/Doubt.ts",
    text: "if (!whole && (old || !respells(type, sent, said))) return false",
    mutant: "if (!whole && !respells(type, sent, said)) return false",
    tests: "test/core/Doubt.test.ts",
    killer: "takes what the record said before for no spelling of what was sent"
  },
  {
    name: "no room is a removal",
    file: "src/core/Elements.ts",
    text: "if (meant.has(form) && !written) continue",
    mutant: "if (meant.has(form)) continue",
    tests: "test/core/Doubt.test.ts",
    killer: "takes no element for removed that the write may have found no room for"
  },
  {
    name: "a removal is no room",
    file: "src/core/Elements.ts",
    text: "if (meant.has(form) && !written) continue",
    mutant: "",
    tests: "test/core/Doubt.test.ts",
    killer: "still takes an element for removed where nothing of the write is seen"
  },
  {
    name: "search without the wait",
    file: "src/core/Doubt.ts",
    text: 'if (now < until) return { _tag: "Wait", until }',
    mutant: "",
    tests: "test/core/Doubt.test.ts",
    killer: "does not take a look-alike for its own before the wait is over"
  },
  {
    name: "brake ignored",
    file: "src/core/Brakes.ts",
    text: "allOrNothing.includes(act) && wanted[act] > room(act)",
    mutant: "allOrNothing.includes(act) && wanted[act] < 0",
    tests: "test/core/Brakes.test.ts",
    killer: "stop all deletes of a run that wants too many, and let the rest flow"
  }
]
