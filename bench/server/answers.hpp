#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

namespace bench {

/// What the server says: complete answers, head and body, made once from the recorded bodies.
class answers {
 public:
    /// `folder` holds run.json, row.json and experiment.json. `short_head` leaves out what a client needs not: only type and length stay.
    /// `once`: each says that its connection ends. `always` names one answer (run, experiment, listN) for whatever is asked; empty: by the
    /// path. Throws std::runtime_error.
    answers(const std::string& folder, bool short_head, bool once, const std::string& always);

    /// The answer to a request line's verb and target. Stays where it is as long as this object lives, unless the run's uuid is one that
    /// was not asked for before: then it is in `made` and for the caller to keep.
    std::string_view to(std::string_view verb, std::string_view target, std::string& made);

 private:
    std::string whole(int status, std::string_view body) const;
    std::string_view list(std::size_t limit);
    std::string_view one(const std::string& whole, std::string_view uuid, std::string& made) const;

    bool short_head_, once_;
    std::string row_, run_, experiment_, experiments_, unknown_, refused_, uuid_;
    std::string_view always_;
    std::unordered_map<std::size_t, std::string> lists_;
};

}  // namespace bench
