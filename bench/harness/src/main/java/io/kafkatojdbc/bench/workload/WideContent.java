package io.kafkatojdbc.bench.workload;

import java.util.List;

/** Rows of twelve columns with nine types, about 350 bytes of JSON each. */
class WideContent implements Content {

	@Override
	public String table() {
		return "wide";
	}

	@Override
	public List<Column> columns() {
		return List.of(new Column("id", "bigint"), new Column("customer", "text"), new Column("email", "text"),
				new Column("quantity", "integer"), new Column("price", "numeric(12,2)"),
				new Column("weight", "double precision"), new Column("active", "boolean"),
				new Column("created_at", "timestamptz"), new Column("shipped_on", "date"),
				new Column("views", "bigint"), new Column("note", "text"), new Column("attrs", "jsonb"));
	}

	@Override
	public String key(int id) {
		return String.valueOf(id);
	}

	@Override
	public void json(int id, int version, StringBuilder out) {
		WideRow row = WideRow.of(id, version);
		json(id, row, "\"" + row.shippedOn() + "\"", row.attrs(), out);
	}

	@Override
	public void connectJson(int id, int version, StringBuilder out) {
		WideRow row = WideRow.of(id, version);
		json(id, row, String.valueOf(row.shippedOn().toEpochDay()), "\"" + row.attrs().replace("\"", "\\\"") + "\"",
				out);
	}

	private static void json(int id, WideRow row, String shippedOn, String attrs, StringBuilder out) {
		out.append("{\"id\":").append(id);
		out.append(",\"customer\":\"").append(row.customer());
		out.append("\",\"email\":\"").append(row.email());
		out.append("\",\"quantity\":").append(row.quantity());
		out.append(",\"price\":").append(row.price().toPlainString());
		out.append(",\"weight\":").append(row.weight());
		out.append(",\"active\":").append(row.active());
		out.append(",\"created_at\":\"").append(row.createdAt());
		out.append("\",\"shipped_on\":").append(shippedOn);
		out.append(",\"views\":").append(row.views());
		out.append(",\"note\":\"").append(row.note());
		out.append("\",\"attrs\":").append(attrs).append('}');
	}

	@Override
	public boolean connectDiffers() {
		return true;
	}

	@Override
	public String connectSchema() {
		return """
				{"type":"struct","optional":false,"fields":[
				{"field":"id","type":"int64","optional":false},
				{"field":"customer","type":"string","optional":true},
				{"field":"email","type":"string","optional":true},
				{"field":"quantity","type":"int32","optional":true},
				{"field":"price","type":"bytes","name":"org.apache.kafka.connect.data.Decimal","version":1,
				"parameters":{"scale":"2","connect.decimal.precision":"12"},"optional":true},
				{"field":"weight","type":"double","optional":true},
				{"field":"active","type":"boolean","optional":true},
				{"field":"created_at","type":"string","name":"io.debezium.time.ZonedTimestamp","version":1,"optional":true},
				{"field":"shipped_on","type":"int32","name":"org.apache.kafka.connect.data.Date","version":1,"optional":true},
				{"field":"views","type":"int64","optional":true},
				{"field":"note","type":"string","optional":true},
				{"field":"attrs","type":"string","name":"io.debezium.data.Json","version":1,"optional":true}]}""";
	}

	@Override
	public void copyText(int id, int version, StringBuilder out) {
		WideRow row = WideRow.of(id, version);
		out.append(id).append('\t').append(row.customer()).append('\t').append(row.email());
		out.append('\t').append(row.quantity()).append('\t').append(row.price().toPlainString());
		out.append('\t').append(row.weight()).append('\t').append(row.active());
		out.append('\t').append(row.createdAt()).append('\t').append(row.shippedOn());
		out.append('\t').append(row.views()).append('\t').append(row.note()).append('\t').append(row.attrs());
	}

	@Override
	public String fastestCopyFormat() {
		return "binary";
	}

}
