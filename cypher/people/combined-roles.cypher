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
//   across: {nl: "Bestuurlijk en ambtelijk; of de ene dit is en de andere dat, leeg: van een is de kant niet vermeld", en: "Political and official; whether one is this and the other that, empty: the side of one is not stated"}
//   expected: {nl: "Volgens de bron; of die zegt dat zij samengaan", en: "By the source; whether it says that they go together"}
//   persons: {nl: "Wie nu beide heeft", en: "Who has both now"}
//   persons_id: {nl: "Hun id's", en: "Their ids"}
// ---
// Two ways lead here: the source says that roles combine, or a person holds posts with both.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WITH COLLECT {
    MATCH (person:Person {dataset: dataset})-[holds:HOLDS]->(post:Post)
    WHERE all(x IN [person, holds, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    UNWIND coalesce($same[post.id].records, [{id: post.id, day: day}]) AS record
    MATCH (seat:Post {id: record.id})-[has:HAS_ROLE]->(one:Role)
    WHERE all(x IN [seat, has, one] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {who: coalesce($same[person.id], {id: person.id, name: person.name}), role: coalesce($same[one.id].id, one.id), slot: has.slot,
            marks: coalesce(person.marks, []) + coalesce(holds.marks, []) + coalesce(post.marks, []) + coalesce(seat.marks, []) + coalesce(has.marks, []) + coalesce(one.marks, [])}
  } AS worn, COLLECT {
    MATCH (one:Role {dataset: dataset})-[r:COMBINES_WITH]-(two:Role)
    WHERE one.id < two.id AND all(x IN [one, r, two] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {role: coalesce($same[one.id].id, one.id), other: coalesce($same[two.id].id, two.id), stated: true, marks: coalesce(one.marks, []) + coalesce(r.marks, []) + coalesce(two.marks, [])}
  } AS combined
WITH reduce(all = [], part IN collect(worn) | all + part) AS worn, reduce(all = [], part IN collect(combined) | all + part) AS combined
WITH combined, COLLECT {
    UNWIND worn AS hat
    WITH hat.who.id AS who, hat.who.name AS name, collect(hat) AS hats
    UNWIND hats AS one
    UNWIND hats AS two
    WITH who, name, one, two WHERE one.role < two.role AND coalesce(one.slot, '') <> coalesce(two.slot, '-')
    WITH who, name, one.role AS role, two.role AS other, reduce(all = [], x IN collect(one.marks + two.marks) | all + x) AS marks
    RETURN {role: role, other: other, stated: false, person: {name: name, id: who}, marks: marks}
  } AS by_person
UNWIND combined + by_person AS pair
WITH pair ORDER BY pair.role, pair.other, pair.person.id
WITH pair.role AS first, pair.other AS second, collect(pair.person) AS persons, collect(pair.stated) AS stated, collect(pair) AS pairs
MATCH (role:Role {id: first})
MATCH (other:Role {id: second})
WHERE $role IS NULL OR $role IN coalesce($same[role.id].called, [role.id, split(role.id, '/')[2], role.name])
   OR $role IN coalesce($same[other.id].called, [other.id, split(other.id, '/')[2], other.name])
RETURN role.name AS role, role.id AS role_id, other.name AS other, other.id AS other_id, role.side <> other.side AS across, true IN stated AS expected,
       [one IN persons | one.name] AS persons, [one IN persons | one.id] AS persons_id,
       reduce(all = [], x IN [role, other] + pairs | all + coalesce(x.marks, [])) AS marks
ORDER BY role_id, other_id
