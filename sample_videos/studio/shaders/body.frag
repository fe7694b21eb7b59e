#version 330
// Paints one material (STUFF, numbered as in surface.py and defined by whoever compiles this, because a software
// driver runs every branch for every pixel): one hard light with a soft edge, a sky whose shadows are wide, a fill.
// With DRAFT, plainer surfaces, hard shadows and none of the sky's.
in vec3 place; in vec3 up; in vec3 paint; in vec3 rest; in vec3 trim; in vec4 in_sun; in vec4 in_sky;
out vec4 pixel;
uniform vec3 towards_sun; uniform vec3 sun_colour; uniform vec3 sky_colour; uniform vec3 eye; uniform vec3 face;
uniform vec3 brow;
uniform sampler2DShadow sun_depth; uniform sampler2DShadow sky_depth;
uniform float exposure;

float hash(vec3 p) { p = fract(p * vec3(.1031, .1030, .0973)); p += dot(p, p.yxz + 33.33); return fract((p.x + p.y) * p.z); }
#ifdef DRAFT
const int TAPS = 1;
float noise(vec3 x) { return .5; }
#else
const int TAPS = 6;
float noise(vec3 x) {
    vec3 i = floor(x), f = fract(x); f = f * f * (3.0 - 2.0 * f);
    return mix(mix(mix(hash(i), hash(i + vec3(1,0,0)), f.x), mix(hash(i + vec3(0,1,0)), hash(i + vec3(1,1,0)), f.x), f.y),
               mix(mix(hash(i + vec3(0,0,1)), hash(i + vec3(1,0,1)), f.x), mix(hash(i + vec3(0,1,1)), hash(i + vec3(1,1,1)), f.x), f.y), f.z);
}
#endif
float folds(vec3 p) {
    p += .035 * sin(p.zxy * 19. + p.yzx * 11.);
    return noise(p * vec3(13, 13, 7)) + .45 * noise(p * vec3(30, 30, 19) + 7.0);
}

float shadow(sampler2DShadow map, vec4 at, float spread, float bias) {
    vec3 q = at.xyz / at.w * .5 + .5;
    if (q.x < 0. || q.x > 1. || q.y < 0. || q.y > 1. || q.z > 1.) return 1.;
    float turn = 6.2832 * hash(vec3(gl_FragCoord.xy, 1.)), sum = 0.;
    for (int i = 0; i < TAPS; i++) {
        float r = sqrt((float(i) + .5) / float(TAPS)) * spread, a = turn + float(i) * 2.39996;
        sum += texture(map, vec3(q.xy + r * vec2(cos(a), sin(a)), q.z - bias));
    }
    return sum / float(TAPS);
}

void main() {
    const int what = STUFF;
    float alpha = 1.0;
    if (what < 8) {
        float width = max(fwidth(trim.x), 1e-5);
        float ragged = what == 5 ? .010 * (noise(rest * 160.) - .5) : 0.;
        alpha = clamp((trim.x + ragged) / width + .5, 0., 1.);
        if (alpha < .05) discard;
    }
    vec3 n = normalize(up), v = normalize(eye - place), base = pow(paint, vec3(2.2));
    float gloss = .03, sharp = 20., soft = 0.;
    if (what == 0) {
        float t = noise(rest * 45.) * .5 + noise(rest * 170.) * .5;
        base *= .90 + .20 * t; base.r *= 1. + .06 * (noise(rest * 22.) - .5);
        vec3 f = vec3(abs(rest.x), rest.y, rest.z) - face;
        if (abs(f.x) < .06 && f.y < .05 && f.y > -.06) {
            float arch = .0235 + .0045 * (1. - pow((f.x - .004) / .02, 2.));
            float thick = .0038 * smoothstep(.026, .008, f.x) * smoothstep(-.021, -.014, f.x) + .00001;
            float hairs = .75 + .5 * noise(rest * vec3(900., 200., 300.));
            if (f.x > -.021 && f.x < .030) base = mix(base, brow, .85 * hairs * smoothstep(thick, thick * .4, abs(f.z - arch)));
            float socket = exp(-dot(f.xz / vec2(.020, .011), f.xz / vec2(.020, .011)));
            base *= 1. - .22 * socket;
        }
        soft = .35; gloss = .07; sharp = 16.;
    } else if (what == 4) {
        vec3 d = vec3(abs(rest.x), rest.y, rest.z) - face; float r = length(d.xz);
        base = mix(base, vec3(.10, .055, .03), smoothstep(.0066, .0058, r));
        base = mix(base, vec3(.004), smoothstep(.0030, .0024, r));
        base *= .8; gloss = .5; sharp = 90.;
    } else if (what == 1 || what == 2 || what == 6) {
        float h = folds(rest) * (what == 1 ? .016 : .009);
        vec3 right = dFdx(place), above_ = dFdy(place), a = cross(above_, n), b = cross(n, right);
        float area = dot(right, a);
        n = normalize(abs(area) * n - sign(area) * (dFdx(h) * a + dFdy(h) * b));
        base *= .93 + .14 * noise(rest * 420.);
        if (trim.x < .018) base *= trim.x > .0155 ? .78 : .97;
        soft = .12; gloss = .015;
    } else if (what == 3) {
        if (rest.z < .036) { base = mix(base, vec3(.75), .75) * .9; }
        else if (rest.z < .042) base *= .55;
        float lace = step(.5, fract(rest.y * 75.)) * step(abs(abs(rest.x) - .12), .03) ;
        base *= .95 + .1 * noise(rest * 300.); gloss = .12; sharp = 24.;
    } else if (what == 5) {
        float strands = noise(rest * vec3(300., 170., 300.)), locks = noise(rest * vec3(95., 45., 95.));
        if (trim.y > .01 && trim.y > .30 + .55 * locks + .45 * strands) discard;
        n = normalize(n + .4 * (vec3(strands, locks, hash(floor(rest * 400.))) - .5));
        base *= (.35 + .8 * strands + .35 * locks) * (.45 + .65 * trim.y); gloss = .035; sharp = 9.; soft = .2;
    } else if (what == 10) {
        float plank = floor(place.x / .12), along = place.y + 3.7 * hash(vec3(plank, 3., 1.));
        float board = floor(along / 1.1);
        float grain = noise(vec3(place.x * 45., along * 2.2, plank * 7. + board));
        base *= .74 + .22 * hash(vec3(plank, board, 5.)) + .22 * grain;
        float gap = min(fract(place.x / .12) * .12, fract(along / 1.1) * 1.1);
        base *= mix(.55, 1., smoothstep(.0008, .0035, gap)); gloss = .10; sharp = 26.;
    } else if (what == 11) {
        base *= .95 + .06 * noise(place * 1.3) + .035 * noise(place * 70.);
    } else if (what == 13) {
        gloss = .45; sharp = 40.;
    } else if (what == 14) {
        float speck = hash(floor(place * 140.));
        base = speck > .93 ? mix(base, vec3(.55), .6) : base * (.85 + .25 * noise(place * 60.));
        vec2 tile = abs(fract(place.xy / 1.0) - .5); if (max(tile.x, tile.y) > .497) base *= .6;
    } else if (what == 15) {
        float along = abs(n.x) > .5 ? place.y : place.x; float row = floor(place.z / .075);
        vec2 b = vec2(fract(along / .24 + .5 * mod(row, 2.)) * .24, fract(place.z / .075) * .075);
        float mortar = 1. - smoothstep(.004, .008, min(min(b.x, .24 - b.x), min(b.y, .075 - b.y)));
        base *= .75 + .35 * hash(vec3(floor(along / .24 + .5 * mod(row, 2.)), row, 2.)) + .15 * noise(place * 60.);
        base = mix(base, vec3(.42, .39, .36), mortar * .7);
    } else if (what == 16) {
        base *= .75 + .5 * noise(place * 260.) * noise(place * 40.) + .1 * noise(place * 5.);
    } else if (what == 17) {
        vec3 sky = mix(vec3(.75, .82, .88), vec3(.35, .55, .85), clamp((place.z - 1.) / 1.4, 0., 1.));
        sky = mix(sky, vec3(.9), .5 * noise(place * vec3(2., 2., 5.)));
        pixel = vec4(pow(sky, vec3(.7)), 1.); return;
    } else if (what == 18) {
        base *= .92 + .1 * noise(place * 300.); float rib = fract(place.x / .012); base *= rib < .2 ? .93 : 1.;
    } else if (what == 19) {
        base *= .7 + .6 * noise(rest * 40.);
    }
    if (dot(n, v) < 0. && what < 8) n = -n;
    float lit = shadow(sun_depth, in_sun, .0035, .0022);
#ifdef DRAFT
    float open = .85;
#else
    float open = shadow(sky_depth, in_sky, what < 8 ? .035 : .055, .006);
#endif
    float facing = dot(n, towards_sun);
    float direct = max(facing, 0.) * lit;
    direct = mix(direct, max((facing + .4) / 1.4, 0.) * mix(.45, 1., lit), soft);
    float above = n.z * .5 + .5;
    vec3 ground = vec3(.34, .29, .25);
    if (place.z > 2.74) above = .85;  // the ceiling is lit by the whole room
    vec3 ambient = mix(ground * .8, sky_colour, above) * mix(.42, 1., mix(1., open, .35 + .65 * above));
    vec3 half_way = normalize(towards_sun + v);
    float fill = max(dot(n, normalize(vec3(eye.xy, eye.z + .8) - place)), 0.) * .16;
    vec3 c = base * (ambient + sun_colour * direct + fill);
    if (soft > .3) c += base * vec3(.10, .025, .012) * pow(1. - abs(facing), 3.) * lit;
    c += sun_colour * gloss * pow(max(dot(n, half_way), 0.), sharp) * lit;
    if (what < 8) c += base * pow(1. - max(dot(n, v), 0.), 4.) * .22;
    c = mix(vec3(dot(c, vec3(.3, .59, .11))), c, .84) * exposure;
    c = c * (2.51 * c + .03) / (c * (2.43 * c + .59) + .14);
    pixel = vec4(pow(clamp(c, 0., 1.), vec3(1. / 2.2)), alpha);
}
