// ---
// title:
//   nl: Rollen die samengaan
//   en: Roles that go together
// question:
//   nl: "Welke rollen gaan in één persoon samen, en bij wie?"
//   en: "Which roles go together in one person, and in whom?"
// params:
//   role:
//     type: string
//     optional: true
//     about: {nl: "Alleen met deze rol: id of naam", en: "Only with this role: id or name"}
// shows: table
// columns:
//   role: {nl: "De ene rol", en: "The one role"}
//   role_id: {nl: "Id daarvan", en: "Its id"}
//   other: {nl: "De andere rol", en: "The other role"}
//   other_id: {nl: "Id daarvan", en: "Its id"}
//   across: {nl: "Of de ene bestuurlijk is en de andere ambtelijk; leeg: van een is de kant niet vermeld", en: "Whether one is political and the other official; empty: the side of one is not stated"}
//   expected: {nl: "Of de bron zegt dat zij samengaan", en: "Whether the source says that they go together"}
//   persons: {nl: "Wie nu beide heeft", en: "Who has both now"}
//   persons_id: {nl: "Hun id's", en: "Their ids"}
// ---
// Two ways lead here: the source says that roles combine, or a person holds posts with both.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WITH COLLECT {
    MATCH (person:Person {dataset: dataset})-[holds:HOLDS]->(post:Post)-[has:HAS_ROLE]->(one:Role)
    MATCH (person)-[also_holds:HOLDS]->(second:Post)-[also_has:HAS_ROLE]->(two:Role)
    WHERE one.id < two.id AND coalesce(has.slot, '') <> coalesce(also_has.slot, '-') AND all(x IN [person, holds, post, has, one, also_holds, second, also_has, two] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    WITH one, two, person, collect(coalesce(person.marks, []) + coalesce(holds.marks, []) + coalesce(post.marks, []) + coalesce(has.marks, []) + coalesce(also_holds.marks, []) + coalesce(second.marks, []) + coalesce(also_has.marks, [])) AS doubts
    RETURN {role: one.id, other: two.id, stated: false, person: {name: person.name, id: person.id}, marks: reduce(all = [], x IN doubts | all + x)}
  } AS by_person, COLLECT {
    MATCH (one:Role {dataset: dataset})-[r:COMBINES_WITH]-(two:Role)
    WHERE one.id < two.id AND all(x IN [one, r, two] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {role: one.id, other: two.id, stated: true, person: null, marks: coalesce(one.marks, []) + coalesce(r.marks, []) + coalesce(two.marks, [])}
  } AS by_source
UNWIND by_person + by_source AS pair
WITH pair ORDER BY pair.role, pair.other, pair.person.id
WITH pair.role AS first, pair.other AS second, collect(pair.person) AS persons, collect(pair.stated) AS stated, collect(pair) AS pairs
MATCH (role:Role {id: first})
MATCH (other:Role {id: second})
WHERE $role IS NULL OR $role IN [role.id, split(role.id, '/')[2], role.name] OR $role IN [other.id, split(other.id, '/')[2], other.name]
RETURN role.name AS role, role.id AS role_id, other.name AS other, other.id AS other_id, role.side <> other.side AS across, true IN stated AS expected,
       [one IN persons | one.name] AS persons, [one IN persons | one.id] AS persons_id,
       reduce(all = [], x IN [role, other] + pairs | all + coalesce(x.marks, [])) AS marks
ORDER BY role_id, other_id
