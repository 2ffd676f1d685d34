// ---
// title:
//   nl: Opdrachtgevers en opdrachtnemers
//   en: Who commissions, who carries out
// question:
//   nl: Wie geeft welke opdracht, wie voert haar uit, en wanneer moet zij klaar zijn?
//   en: Who commissions what, who carries it out, and when is it due?
// shows: table
// columns:
//   number: {nl: Nummer in de bron, en: Number in the source}
//   assignment: {nl: De opdracht of afspraak, en: The assignment}
//   assignment_id: {nl: Id van de opdracht, en: Id of the assignment}
//   political: {nl: "Bestuurlijke opdrachtgevers; een open plek telt als naam met \"nog te bepalen\"", en: "Political commissioners; open posts included"}
//   political_id: {nl: Hun id's, en: Their ids}
//   official: {nl: Ambtelijke opdrachtgevers, en: Official commissioners}
//   official_id: {nl: Hun id's, en: Their ids}
//   other: {nl: "Opdrachtgevers, kant niet bekend", en: "Commissioners, side not known"}
//   other_id: {nl: Hun id's, en: Their ids}
//   contractors: {nl: Opdrachtnemers, en: Who carries it out}
//   contractors_id: {nl: Hun id's, en: Their ids}
//   involved: {nl: Andere betrokkenen, en: Others involved}
//   involved_id: {nl: Hun id's, en: Their ids}
//   due: {nl: Datum waarop zij klaar moet zijn, en: When it is due}
//   due_as_stated: {nl: Wat de bron over de planning zegt, en: What the source says of the planning}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (a:Assignment {dataset: dataset})
WHERE all(x IN [a] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH a, COLLECT {
    MATCH (a)-[r:COMMISSIONED_BY|CARRIED_OUT_BY|INVOLVES]->(who)
    WHERE all(x IN [r, who] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {part: CASE type(r) WHEN 'COMMISSIONED_BY' THEN coalesce(r.side, 'other') ELSE type(r) END, name: who.name, id: who.id, marks: coalesce(r.marks, []) + coalesce(who.marks, [])}
    ORDER BY who.id
  } AS parts
RETURN a.number AS number, a.name AS assignment, a.id AS assignment_id,
       [one IN parts WHERE one.part = 'political' | one.name] AS political,
       [one IN parts WHERE one.part = 'political' | one.id] AS political_id,
       [one IN parts WHERE one.part = 'official' | one.name] AS official,
       [one IN parts WHERE one.part = 'official' | one.id] AS official_id,
       [one IN parts WHERE one.part = 'other' | one.name] AS other,
       [one IN parts WHERE one.part = 'other' | one.id] AS other_id,
       [one IN parts WHERE one.part = 'CARRIED_OUT_BY' | one.name] AS contractors,
       [one IN parts WHERE one.part = 'CARRIED_OUT_BY' | one.id] AS contractors_id,
       [one IN parts WHERE one.part = 'INVOLVES' | one.name] AS involved,
       [one IN parts WHERE one.part = 'INVOLVES' | one.id] AS involved_id,
       a.due AS due, a.due_as_stated AS due_as_stated,
       reduce(all = [], x IN [a] + parts | all + coalesce(x.marks, [])) AS marks
ORDER BY a.dataset, number, assignment_id
