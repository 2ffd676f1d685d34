// ---
// title:
//   nl: Wat van een bron werd
//   en: What became of a source
// question:
//   nl: "Welke plaats van welke bron werd welke gegevens?"
//   en: "Which place of which source became which records?"
// params:
//   source:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze bron: id of naam", en: "Only this source: id or name"}
//   place:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze plaats", en: "Only this place"}
// shows: table
// columns:
//   source: {nl: "De bron", en: "The source"}
//   source_id: {nl: "Id van de bron", en: "Id of the source"}
//   place: {nl: "De plaats in de bron", en: "The place in the source"}
//   nodes: {nl: "Hoeveel gegevens deze plaats noemen", en: "How many records cite this place"}
//   nodes_id: {nl: "Hun id's", en: "Their ids"}
//   relationships: {nl: "Hoeveel relaties deze plaats noemen", en: "How many relationships cite this place"}
// ---
// No date cut and no preference: what a source says stays readable, also where it is past or another source goes first.
MATCH (source:Source) WHERE source.dataset IN $datasets
  AND ($source IS NULL OR $source IN coalesce($same[source.id].called, [source.id, split(source.id, '/')[2], source.name]))
UNWIND COLLECT {
    MATCH (n:Entity)-[c:DOCUMENTED_IN]->(source)
    RETURN {place: coalesce(c.locator, ''), node: n.id, relationship: null, marks: coalesce(c.marks, []) + coalesce(n.marks, [])}
  } + COLLECT {
    MATCH (:Entity {dataset: source.dataset})-[r]->()
    WHERE source.id IN coalesce(r.sources, [])
    UNWIND [i IN range(0, size(r.sources) - 1) WHERE r.sources[i] = source.id | r.locators[i]] AS place
    RETURN {place: place, node: null, relationship: r.id, marks: coalesce(r.marks, [])}
  } AS one
WITH source, one.place AS place, one.node AS node, one.relationship AS relationship, one.marks AS marks
WHERE $place IS NULL OR place = $place
WITH source, place, node, relationship, marks ORDER BY node
WITH source, place, collect(node) AS nodes, count(relationship) AS relationships, reduce(all = [], one IN collect(marks) | all + one) AS marks
RETURN source.name AS source, source.id AS source_id, place, size(nodes) AS nodes, nodes AS nodes_id, relationships,
       marks
ORDER BY source_id, place
