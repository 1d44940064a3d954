/** Audience, songs and playlists of Spotify for Artists. */
@NullMarked
package com.bedrot.lake.extract.source.spotifyartists;

import org.jspecify.annotations.NullMarked;
