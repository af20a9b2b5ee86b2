#include "store/person_rows.h"

#include <map>
#include <set>

#include "store/library_fixture.h"

namespace shoebox::store {
namespace {

TEST(FoldName, SpellingsOfOneNameAreTheSame) {
  EXPECT_EQ(fold_name("  Lily  CHEN "), "lily chen");
  EXPECT_EQ(fold_name("Ｌｉｌｙ\u3000Chen"), "lily chen");
  EXPECT_EQ(fold_name("ÉMILE Žižek"), fold_name("émile žIŽEK"));
  EXPECT_EQ(fold_name("ΑΝΝΑ"), fold_name("αννα"));
  EXPECT_EQ(fold_name("АННА"), fold_name("анна"));
  EXPECT_EQ(fold_name("豆豆"), "豆豆");
  EXPECT_NE(fold_name("Ann"), fold_name("Anne"));
  EXPECT_EQ(fold_name(" \t\n"), "");
  EXPECT_EQ(fold_name("\xE8\xB1"), fold_name("\xE8\xB1"));
}

class PersonRows : public LibraryTest {
 protected:
  PersonRows() { add_root("/photos"); }

  static Facts people_in(FactSource source, std::vector<std::string> names) {
    Facts facts;
    facts.source = source;
    facts.metadata.people = std::move(names);
    return facts;
  }

  StoredFile store_with(const std::string& path, std::string_view content, std::vector<Facts> facts) {
    ScannedFile file = decoded(path, content, content);
    file.facts = std::move(facts);
    return store(file);
  }

  void set_facts(FileId file, std::vector<Facts> facts) {
    write([&](Transaction& t) {
      must(files_->set_facts(t, file, facts, {}));
      return 0;
    });
  }

  /// Names in each photo, by files.
  std::multiset<std::string> people_of(PhotoId photo) {
    std::multiset<std::string> names;
    auto rows =
        must(database_->connection().query("SELECT p.name FROM photo_person pp JOIN person p ON p.id = pp.person_id "
                                           "WHERE pp.photo_id = ? AND pp.source = 2",
                                           photo.value));
    while (must(rows.step())) names.emplace(rows.text(0));
    return names;
  }
  std::int64_t persons() { return must(database_->connection().number("SELECT count(*) FROM person")); }
};

using Names = std::multiset<std::string>;

TEST_F(PersonRows, OneNameIsOnePersonInAllPhotos) {
  const auto a = store_with("/photos/a.jpg", "a", {people_in(FactSource::kSidecar, {"Lily", "豆豆"})});
  const auto b = store_with("/photos/b.jpg", "b", {people_in(FactSource::kTakeout, {"LILY ", ""})});
  EXPECT_EQ(people_of(a.photo), (Names{"Lily", "豆豆"}));
  EXPECT_EQ(people_of(b.photo), (Names{"Lily"}));
  EXPECT_EQ(persons(), 2);
}

TEST_F(PersonRows, PeopleOfAllSourcesCount) {
  ScannedFile file = decoded("/photos/a.jpg", "a", "a");
  file.decoded->embedded.people = {"Ann"};
  file.facts = {people_in(FactSource::kSidecar, {"Bob"}), people_in(FactSource::kTakeout, {"ann", "Cy"})};
  EXPECT_EQ(people_of(store(file).photo), (Names{"Ann", "Bob", "Cy"}));
}

TEST_F(PersonRows, PeopleGoWithTheirSidecar) {
  const auto a = store_with("/photos/a.jpg", "a", {people_in(FactSource::kSidecar, {"Lily", "Tom"})});
  set_facts(a.file, {people_in(FactSource::kSidecar, {"Tom"})});
  EXPECT_EQ(people_of(a.photo), (Names{"Tom"}));
  EXPECT_EQ(persons(), 1);
  set_facts(a.file, {});
  EXPECT_EQ(people_of(a.photo), Names{});
  EXPECT_EQ(persons(), 0);
}

TEST_F(PersonRows, APersonThatTheUserKnowsStays) {
  const auto a = store_with("/photos/a.jpg", "a", {people_in(FactSource::kSidecar, {"Lily"})});
  must(database_->connection().run("INSERT INTO person_alias(person_id, alias, folded) VALUES(1, '莉莉', '莉莉')"));
  set_facts(a.file, {});
  EXPECT_EQ(persons(), 1);
  set_facts(a.file, {people_in(FactSource::kSidecar, {"莉莉"})});
  EXPECT_EQ(people_of(a.photo), (Names{"Lily"}));
}

TEST_F(PersonRows, NamesOfMergedPersonsAreWhoTheyBecame) {
  const auto a = store_with("/photos/a.jpg", "a", {people_in(FactSource::kSidecar, {"Lily", "Lil"})});
  must(database_->connection().run("UPDATE person SET merged_into = 1 WHERE id = 2"));
  set_facts(a.file, {people_in(FactSource::kSidecar, {"Lil"})});
  EXPECT_EQ(people_of(a.photo), (Names{"Lily"}));
}

TEST_F(PersonRows, PeopleGoWithTheirPhoto) {
  store_with("/photos/a.jpg", "a", {people_in(FactSource::kSidecar, {"Lily"})});
  const Root root = must(roots_->all()).at(0);
  write([&](Transaction& t) { return must(roots_->remove(t, root.id)).size(); });
  EXPECT_EQ(persons(), 0);
}

TEST_F(PersonRows, AGoneCopyNamesNobodyAnyMore) {
  const auto a = store_with("/photos/a.jpg", "a", {people_in(FactSource::kSidecar, {"Lily"})});
  const auto b = store_with("/photos/b.jpg", "a", {});
  ASSERT_EQ(a.photo, b.photo);
  EXPECT_EQ(people_of(a.photo), (Names{"Lily"}));
  write([&](Transaction& t) {
    must(files_->mark_missing(t, std::span(&a.file, 1)));
    return 0;
  });
  EXPECT_EQ(people_of(a.photo), Names{});
}

}  // namespace
}  // namespace shoebox::store
