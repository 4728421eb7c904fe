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

/** What the pipeline does, as a stream of server-sent events. */
@RestController
class EventController {

	private final Broadcast broadcast;

	EventController(Broadcast broadcast) {
		this.broadcast = broadcast;
	}

	/**
	 * Streams what moves on the page: a `snapshot` at most once a second and only if
	 * something has changed, otherwise a `heartbeat`.
	 * @return the stream, which does not end by itself
	 */
	@ApiResponse(responseCode = "200",
			content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
	@ApiResponse(responseCode = "503", description = "As many pages are open as may be.")
	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> events(HttpMethod method) {
		if (HttpMethod.HEAD.equals(method)) {
			// It would be told everything and hear nothing, so that nobody noticed its
			// end.
			return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
		}
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			// Reverse proxies of this kind would collect events otherwise.
			.header("X-Accel-Buffering", "no")
			.body(this.broadcast.join());
	}

}
