#pragma once
#include <polyaxon/codec/json.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace polyaxon::v1::tracking {

/// A table to be logged as a dataframe.
///
///     data_table t({"name", "score"});
///     t.add({json::from("a"), json::from(0.5)});
///     auto text = t.csv();
class data_table {
 public:
    explicit data_table(std::vector<std::string> columns) : columns_(std::move(columns)) {}

    /// One row; a cell is text, a number, a bool or null. Throws `invalid_argument` for another number of cells than columns.
    void add(std::vector<json> row);
    std::size_t rows() const noexcept { return rows_.size(); }
    const std::vector<std::string>& columns() const noexcept { return columns_; }

    /// As pandas writes it: the first column, without a name, is the row's number; null is empty; quotes only where they are needed.
    std::string csv() const;

 private:
    std::vector<std::string> columns_;
    std::vector<std::vector<json>> rows_;
};

}  // namespace polyaxon::v1::tracking
