// ---
// title:
//   nl: Woorden uitgelegd
//   en: Words explained
// question:
//   nl: "Wat betekenen de woorden en afkortingen die men hier moet kennen?"
//   en: "What do the words and abbreviations mean that people must know here?"
// params:
//   word:
//     type: string
//     optional: true
//     about: {nl: "Alleen dit woord, deze afkorting of dit andere woord ervoor; hoofdletters maken niet uit", en: "Only this word, abbreviation or other word for it; capitals do not matter"}
// shows: table
// columns:
//   word: {nl: "Het woord", en: "The word"}
//   word_id: {nl: "Id daarvan", en: "Its id"}
//   abbreviation: {nl: "Afkorting", en: "Abbreviation"}
//   also: {nl: "Andere woorden voor hetzelfde", en: "Other words for the same"}
//   meaning: {nl: "Wat het betekent", en: "What it means, in Dutch"}
//   word_en: {nl: "Het woord in het Engels", en: "The word in English"}
//   meaning_en: {nl: "Wat het betekent, in het Engels", en: "What it means, in English"}
//   about: {nl: "Wat hier zo heet", en: "What is called so here"}
//   about_id: {nl: "Hun id's", en: "Their ids"}
//   sources: {nl: "De bronnen", en: "The sources"}
//   sources_id: {nl: "Hun id's", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (word:Word {dataset: dataset})
WHERE all(x IN [word] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($word IS NULL OR any(one IN [word.id, split(word.id, '/')[2], word.name, word.abbreviation, word.name_en] + coalesce(word.also, []) WHERE toLower(one) = toLower($word)))
WITH day, word,
     COLLECT {
       MATCH (word)-[r:ABOUT]->(thing)
       WHERE all(x IN [r, thing] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: thing.name, id: thing.id, marks: coalesce(r.marks, []) + coalesce(thing.marks, [])} ORDER BY thing.id
     } AS things,
     COLLECT {
       MATCH (word)-[:DOCUMENTED_IN]->(source:Source)
       WITH DISTINCT source
       RETURN {name: source.name, id: source.id} ORDER BY source.id
     } AS sources
RETURN word.name AS word, word.id AS word_id, word.abbreviation AS abbreviation, coalesce(word.also, []) AS also, word.meaning AS meaning,
       word.name_en AS word_en, word.meaning_en AS meaning_en, [one IN things | one.name] AS about, [one IN things | one.id] AS about_id,
       [one IN sources | one.name] AS sources, [one IN sources | one.id] AS sources_id,
       reduce(all = [], x IN [word] + things | all + coalesce(x.marks, [])) AS marks
ORDER BY toLower(word), word_id
