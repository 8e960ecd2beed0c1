// What keeps a clue of one cloud away from the texts of the others.

/** A clue about AWS that common words would also find in a text of Google Cloud or Azure. */
export const notOthers = '!@google & !@azure';

/** A clue about Anthropic's own service: older Claude Code says the same words after a cloud's refusal. */
export const notClouds = '!@aws & !@google & !@azure & !@gateway';
