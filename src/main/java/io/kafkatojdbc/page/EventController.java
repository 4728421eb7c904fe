package io.kafkatojdbc.page;

import org.springframework.http.CacheControl;
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

	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<SseEmitter> events() {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			// Reverse proxies of this kind would collect events otherwise.
			.header("X-Accel-Buffering", "no")
			.body(this.broadcast.join());
	}

}
