package io.kafkatojdbc.page;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams the state of the pipeline as server-sent events. */
@RestController
class EventController {

	private final Broadcast broadcast;

	EventController(Broadcast broadcast) {
		this.broadcast = broadcast;
	}

	/**
	 * Streams the state that the page shows: a `snapshot` at most once a second and only
	 * if something has changed, otherwise a `heartbeat`.
	 * @return the stream, which does not end by itself
	 */
	@ApiResponse(responseCode = "200",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "503", description = "As many pages are open as may be.")
	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> events(HttpMethod method) {
		if (HttpMethod.HEAD.equals(method)) {
			// A HEAD request receives no events. As a listener it would never fail, so
			// the service would not notice its end.
			return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
		}
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			// Without this header, reverse proxies such as nginx would hold events back.
			.header("X-Accel-Buffering", "no")
			.body(this.broadcast.join());
	}

}
