#version 330
// Moves a corner with its four bones (bone 0 is the room) and hands on what the fragment shader paints with.
in vec3 point; in vec3 normal; in vec3 colour; in vec3 origin;
in vec3 cut;            // edge of the cloth, height in the hair, material
in vec4 bones; in vec4 weights;
uniform mat4 pose[80];
uniform mat4 camera; uniform mat4 sun; uniform mat4 sky;
out vec3 place; out vec3 up; out vec3 paint; out vec3 rest; out vec3 trim; out vec4 in_sun; out vec4 in_sky;
void main() {
    mat4 moved = pose[int(bones.x)] * weights.x + pose[int(bones.y)] * weights.y
               + pose[int(bones.z)] * weights.z + pose[int(bones.w)] * weights.w;
    vec4 p = moved * vec4(point, 1.0);
    place = p.xyz; up = mat3(moved) * normal; paint = colour; rest = origin; trim = cut;
    in_sun = sun * vec4(p.xyz, 1.0); in_sky = sky * vec4(p.xyz, 1.0);
    gl_Position = camera * vec4(p.xyz, 1.0);
}
