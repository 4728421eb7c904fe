package io.kafkatojdbc.bench.workload;

import java.util.List;

/** The films of the project's sample: two short texts. */
class FilmsContent implements Content {

	private final int stride;

	FilmsContent(int stride) {
		this.stride = stride;
	}

	@Override
	public String table() {
		return "films";
	}

	@Override
	public List<Column> columns() {
		return List.of(new Column("id", "text"), new Column("name", "text"));
	}

	@Override
	public String key(int id) {
		return String.valueOf(id * this.stride);
	}

	@Override
	public void json(int id, int version, StringBuilder out) {
		out.append("{\"id\":\"").append(id * this.stride).append("\",\"name\":\"");
		name(id, version, out);
		out.append("\"}");
	}

	@Override
	public void connectJson(int id, int version, StringBuilder out) {
		json(id, version, out);
	}

	@Override
	public boolean connectDiffers() {
		return false;
	}

	@Override
	public String connectSchema() {
		return """
				{"type":"struct","optional":false,"fields":[
				{"field":"id","type":"string","optional":false},
				{"field":"name","type":"string","optional":true}]}""";
	}

	@Override
	public void copyText(int id, int version, StringBuilder out) {
		out.append(id * this.stride).append('\t');
		name(id, version, out);
	}

	private static void name(int id, int version, StringBuilder out) {
		out.append("The Film Number ").append(id).append(", Cut ").append(version);
	}

	@Override
	public String fastestCopyFormat() {
		return "text";
	}

}
