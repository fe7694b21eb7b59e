#version 330
in vec3 point; in vec3 cut; in vec4 bones; in vec4 weights;
uniform mat4 pose[80]; uniform mat4 light;
out float edge;
void main() {
    mat4 moved = pose[int(bones.x)] * weights.x + pose[int(bones.y)] * weights.y
               + pose[int(bones.z)] * weights.z + pose[int(bones.w)] * weights.w;
    edge = cut.x;
    gl_Position = light * moved * vec4(point, 1.0);
}
