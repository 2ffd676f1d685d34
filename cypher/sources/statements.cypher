// ---
// title:
//   nl: Uitspraken in de bronnen
//   en: Statements in the sources
// question:
//   nl: "Welke vragen, knelpunten, valkuilen en principes noemt de bron, en waarover gaan ze?"
//   en: "Which questions, problems, pitfalls and principles does the source name, and what are they about?"
// params:
//   kind:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze soort uitspraak", en: "Only this kind of statement"}
//     values: StatementKind
//   about:
//     type: string
//     optional: true
//     about: {nl: "Alleen uitspraken hierover: id of naam", en: "Only statements about this: id or name"}
// shows: table
// columns:
//   kind: {nl: "Soort uitspraak", en: "Kind of statement", values: StatementKind}
//   statement: {nl: "De uitspraak; in eigen woorden", en: "The statement; in our words"}
//   statement_id: {nl: "Id daarvan", en: "Its id"}
//   status: {nl: "Stand; feitelijk: staat er zo", en: "Standing; actual: it stands so", values: Status}
//   about: {nl: "Waarover", en: "About what"}
//   about_id: {nl: "Id's daarvan", en: "Their ids"}
//   parts: {nl: "Wat eronder staat; zoals een advies of een voorwaarde", en: "What stands under it; such as an advice or a condition"}
//   parts_id: {nl: "Id's daarvan", en: "Their ids"}
//   part_of: {nl: "Waar de uitspraak onder staat", en: "What the statement stands under"}
//   part_of_id: {nl: "Id's daarvan", en: "Their ids"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (statement:Statement {dataset: dataset})
WHERE all(x IN [statement] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($kind IS NULL OR statement.kind = $kind)
WITH dataset, statement,
     COLLECT {
       MATCH (statement)-[r:ABOUT]->(what)
       WHERE all(x IN [r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: what.name, id: what.id, slug: split(what.id, '/')[2], marks: coalesce(r.marks, []) + coalesce(what.marks, [])} ORDER BY what.id
     } AS matters,
     COLLECT {
       MATCH (part:Statement)-[r:PART_OF]->(statement)
       WHERE all(x IN [r, part] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: part.name, id: part.id, marks: coalesce(r.marks, []) + coalesce(part.marks, [])} ORDER BY part.id
     } AS parts,
     COLLECT {
       MATCH (statement)-[r:PART_OF]->(whole)
       WHERE all(x IN [r, whole] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: whole.name, id: whole.id, marks: coalesce(r.marks, []) + coalesce(whole.marks, [])} ORDER BY whole.id
     } AS wholes
WHERE $about IS NULL OR any(one IN matters WHERE $about IN coalesce($same[one.id].called, [one.id, one.slug, one.name]))
RETURN statement.kind AS kind, statement.name AS statement, statement.id AS statement_id, statement.status AS status,
       [one IN matters | one.name] AS about, [one IN matters | one.id] AS about_id, [one IN parts | one.name] AS parts, [one IN parts | one.id] AS parts_id,
       [one IN wholes | one.name] AS part_of, [one IN wholes | one.id] AS part_of_id,
       reduce(all = [], x IN [statement] + matters + parts + wholes | all + coalesce(x.marks, [])) AS marks
ORDER BY dataset, kind, statement_id
