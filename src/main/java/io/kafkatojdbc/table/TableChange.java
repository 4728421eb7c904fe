package io.kafkatojdbc.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.kafkatojdbc.record.Column;

/** Says in words how a staging table has changed. */
final class TableChange {

	private final StagingTable before;

	private final StagingTable after;

	private final List<String> changes = new ArrayList<>();

	private TableChange(StagingTable before, StagingTable after) {
		this.before = before;
		this.after = after;
	}

	/**
	 * Returns what has changed, as in
	 * {@code column rating integer was added; column length is bigint instead of integer}.
	 */
	static String between(StagingTable before, StagingTable after) {
		return new TableChange(before, after).inWords();
	}

	private String inWords() {
		for (int i = 0; i < this.before.columns().size(); i++) {
			compare(this.before.columns().get(i), i);
		}
		this.after.columns()
			.stream()
			.filter((column) -> find(this.before, column.name()).isEmpty() && formerName(column).isEmpty())
			.forEach((column) -> add("column %s %s was added".formatted(column.name(), column.type())));
		optional(StagingTable.TOMBSTONE, this.before.tombstones(), this.after.tombstones());
		optional(StagingTable.TIMESTAMP, this.before.timestamped(), this.after.timestamped());
		optional(StagingTable.ORDER, this.before.ordered(), this.after.ordered());
		if (this.changes.isEmpty()) {
			add("no column has changed, but the table, its partitions or its triggers were replaced or altered");
		}
		return String.join("; ", this.changes);
	}

	private void compare(Column old, int position) {
		Optional<Column> same = find(this.after, old.name());
		Optional<Column> renamed = renamed(old, position);
		if (same.isPresent()) {
			compare(old, same.get());
		}
		else if (renamed.isPresent()) {
			add("column %1$s is called %2$s now, and fields called %1$s are ignored".formatted(old.name(),
					renamed.get().name()));
		}
		else {
			add("column %1$s %2$s was dropped, and fields called %1$s are ignored".formatted(old.name(), old.type()));
		}
	}

	private void compare(Column old, Column now) {
		if (!old.type().equals(now.type())) {
			add("column %s is %s instead of %s".formatted(old.name(), now.type(), old.type()));
		}
		if (old.notNull() != now.notNull()) {
			add("column %s %s".formatted(old.name(), now.notNull() ? "must not be NULL" : "may be NULL"));
		}
		if (old.hasDefault() != now.hasDefault()) {
			add("column %s has %s default".formatted(old.name(), now.hasDefault() ? "a" : "no"));
		}
	}

	/**
	 * Returns the column that has the place and the type of one that is gone. A new
	 * column has the last place, and all columns behind a dropped one move up.
	 */
	private Optional<Column> renamed(Column old, int position) {
		if (this.before.columns().size() != this.after.columns().size()) {
			return Optional.empty();
		}
		Column now = this.after.columns().get(position);
		return Optional.of(now).filter(hasTypeOf(old)).filter((column) -> find(this.before, now.name()).isEmpty());
	}

	private Optional<Column> formerName(Column now) {
		int position = this.after.columns().indexOf(now);
		return this.before.columns()
			.stream()
			.skip(position)
			.findFirst()
			.filter((old) -> find(this.after, old.name()).isEmpty() && renamed(old, position).isPresent());
	}

	private static Predicate<Column> hasTypeOf(Column old) {
		return (column) -> column.type().equals(old.type());
	}

	private static Optional<Column> find(StagingTable table, String name) {
		return table.columns().stream().filter((column) -> column.name().equals(name)).findFirst();
	}

	private void add(String change) {
		this.changes.add(change);
	}

	private void optional(String column, boolean wasThere, boolean isThere) {
		if (wasThere != isThere) {
			add("column %s was %s".formatted(column, isThere ? "added" : "dropped"));
		}
	}

}
