package io.kafkatojdbc.record;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.pipeline.EpochUnit;
import io.kafkatojdbc.record.Column.Kind;
import org.jspecify.annotations.Nullable;

/** What the user declares about columns, by the names that the columns really have. */
public final class DeclaredColumns {

	/** No column has settings. */
	public static final DeclaredColumns NONE = new DeclaredColumns(Map.of());

	private static final Set<Kind> NUMBERS = EnumSet.of(Kind.INTEGER, Kind.NUMERIC, Kind.FLOAT);

	private final Map<String, ColumnSettings> settings;

	/**
	 * Creates the declarations.
	 * @param settings the settings by the names of columns, as they were configured. In
	 * variables of the environment, names have neither case nor underscores
	 */
	public DeclaredColumns(Map<String, ColumnSettings> settings) {
		this.settings = new HashMap<>(settings);
	}

	/**
	 * Returns the settings of a column.
	 * @param column the name of the column
	 * @param all the names of all columns, which settings with these names belong to
	 * @return the settings, or {@link ColumnSettings#NONE}
	 */
	ColumnSettings of(String column, Set<String> all) {
		ColumnSettings exact = this.settings.get(column);
		return (exact != null) ? exact
				: this.settings.entrySet()
					.stream()
					.filter((each) -> !all.contains(each.getKey()) && isShortFor(each.getKey(), column))
					.map(Map.Entry::getValue)
					.findFirst()
					.orElse(ColumnSettings.NONE);
	}

	private static boolean isShortFor(String configured, String column) {
		return letters(configured).equals(letters(column));
	}

	private static String letters(String name) {
		return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Compares the settings with the columns.
	 * @param columns all columns of the staging table that take values
	 * @return what is wrong, each in a sentence that names the setting; empty if all
	 * settings fit
	 */
	public List<String> faults(List<Column> columns) {
		List<String> faults = new ArrayList<>();
		Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
		columns.forEach((each) -> addWrongOwnColumn(each, names, faults));
		this.settings.forEach((configured, declared) -> {
			List<Column> found = columns.stream().filter((each) -> each.name().equals(configured)).toList();
			if (found.isEmpty()) {
				found = columns.stream().filter((each) -> isShortFor(configured, each.name())).toList();
			}
			if (found.size() == 1) {
				addFaults(found.get(0), declared, faults);
			}
			else {
				faults.add(found.isEmpty()
						? "The staging table has no column '%s' for ingest.columns.%s.".formatted(configured,
								configured)
						: "Several columns may be meant by ingest.columns.%s; write the name in brackets, as in ingest.columns.[%s]."
							.formatted(configured, found.get(0).name()));
			}
		});
		return faults;
	}

	private void addWrongOwnColumn(Column column, Set<String> all, List<String> faults) {
		OwnColumn own = OwnColumn.named(column.name());
		if (own == null) {
			return;
		}
		boolean declared = of(column.name(), all).from() != null;
		if (declared && own.isOfRow()) {
			faults.add("%s: the service fills the column %s itself.".formatted(ColumnSetting.FROM.of(column),
					column.name()));
		}
		else if (!declared && !own.types().contains(column.type())) {
			faults.add("The service fills the column %s, which has to be of the type %s and is %s."
				.formatted(column.name(), String.join(" or ", own.types()), column.type()));
		}
	}

	private static void addFaults(Column column, ColumnSettings declared, List<String> faults) {
		Kind kind = column.kind();
		boolean clock = kind.isTime() && kind != Kind.INTERVAL;
		require(declared.unit(), kind.isTime(), ColumnSetting.UNIT, column, "dates, times or intervals", faults);
		require((declared.unit() == EpochUnit.DAYS) ? declared.unit() : null, kind != Kind.TIME, ColumnSetting.UNIT,
				column, "dates, timestamps or intervals if it is days", faults);
		require(declared.decimalScale(), NUMBERS.contains(kind), ColumnSetting.DECIMAL_SCALE, column, "numbers",
				faults);
		require(declared.format(), clock, ColumnSetting.FORMAT, column, "dates or times", faults);
		require(declared.zone(), clock && kind != Kind.TIME, ColumnSetting.ZONE, column, "dates or timestamps", faults);
		addWrongText(column, declared, faults);
	}

	private static void require(@Nullable Object declared, boolean fits, ColumnSetting setting, Column column,
			String needed, List<String> faults) {
		if (declared != null && !fits) {
			faults.add("%s is for %s, but the column has the type %s.".formatted(setting.of(column), needed,
					column.type()));
		}
	}

	private static void addWrongText(Column column, ColumnSettings declared, List<String> faults) {
		try {
			if (declared.from() != null) {
				ColumnSource.parse(declared.from(), RecordShape.ROW);
			}
		}
		catch (IllegalArgumentException ex) {
			faults.add("%s: %s.".formatted(ColumnSetting.FROM.of(column), ex.getMessage()));
		}
		try {
			if (declared.format() != null) {
				Objects.requireNonNull(DateTimeFormatter.ofPattern(declared.format(), Locale.ENGLISH));
			}
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			faults.add("%s is no pattern of dates: %s.".formatted(ColumnSetting.FORMAT.of(column), ex.getMessage()));
		}
	}

}
