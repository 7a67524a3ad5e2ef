using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "dataset");

            migrationBuilder.CreateTable(
                name: "dispatcher",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    paused = table.Column<bool>(type: "boolean", nullable: false),
                    changed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatcher", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: true),
                    request = table.Column<string>(type: "text", nullable: false),
                    reasons = table.Column<string[]>(type: "text[]", nullable: false),
                    submitted = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    announced = table.Column<bool>(type: "boolean", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    trace_state = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                    table.ForeignKey(
                        name: "fk_jobs_jobs_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "dataset",
                        principalTable: "jobs",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "labels",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    solution_id = table.Column<long>(type: "bigint", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<bool>(type: "boolean", nullable: true),
                    seconds = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pools",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    created = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pools", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scores",
                schema: "dataset",
                columns: table => new
                {
                    model_id = table.Column<long>(type: "bigint", nullable: false),
                    solution_id = table.Column<long>(type: "bigint", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    probabilities = table.Column<double[]>(type: "double precision[]", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scores", x => new { x.model_id, x.solution_id });
                });

            migrationBuilder.CreateTable(
                name: "solutions",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    problem_id = table.Column<long>(type: "bigint", nullable: false),
                    sample = table.Column<int>(type: "integer", nullable: false),
                    steps = table.Column<string[]>(type: "text[]", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answer_rule = table.Column<string>(type: "text", nullable: true),
                    answer_key = table.Column<string>(type: "text", nullable: true),
                    finished = table.Column<bool>(type: "boolean", nullable: false),
                    correct = table.Column<bool>(type: "boolean", nullable: true),
                    grader = table.Column<string>(type: "text", nullable: true),
                    source = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_solutions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "step_labels",
                schema: "dataset",
                columns: table => new
                {
                    label_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    alternative = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<double>(type: "double precision", nullable: true),
                    unsure = table.Column<bool>(type: "boolean", nullable: false),
                    flagged = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_step_labels", x => new { x.label_id, x.step, x.alternative });
                });

            migrationBuilder.CreateTable(
                name: "trainings",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    train = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    pools = table.Column<string[]>(type: "text[]", nullable: false),
                    labeller = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    @base = table.Column<string>(name: "base", type: "text", nullable: true),
                    base_version = table.Column<string>(type: "text", nullable: true),
                    recipe = table.Column<string>(type: "jsonb", nullable: false),
                    training_set = table.Column<string>(type: "text", nullable: true),
                    examples = table.Column<int>(type: "integer", nullable: true),
                    step = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    progress = table.Column<string>(type: "jsonb", nullable: true),
                    model = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trainings", x => x.job_id);
                    table.ForeignKey(
                        name: "fk_trainings_jobs_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "work_items",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    problem_id = table.Column<long>(type: "bigint", nullable: true),
                    model_id = table.Column<long>(type: "bigint", nullable: true),
                    solution_ids = table.Column<long[]>(type: "bigint[]", nullable: true),
                    first_sample = table.Column<int>(type: "integer", nullable: true),
                    payload = table.Column<string>(type: "jsonb", nullable: true),
                    count = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    state = table.Column<string>(type: "text", nullable: false, defaultValue: "pending"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    available_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    run_seconds = table.Column<double>(type: "double precision", nullable: false, defaultValue: 0.0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_work_items_jobs_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evaluations",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pool_id = table.Column<long>(type: "bigint", nullable: true),
                    pool_name = table.Column<string>(type: "text", nullable: false),
                    models = table.Column<string[]>(type: "text[]", nullable: false),
                    samples = table.Column<int>(type: "integer", nullable: true),
                    sampling = table.Column<string>(type: "jsonb", nullable: false),
                    seed = table.Column<long>(type: "bigint", nullable: false),
                    pool_revision = table.Column<long>(type: "bigint", nullable: true),
                    select_seconds = table.Column<double>(type: "double precision", nullable: false, defaultValue: 0.0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluations", x => x.job_id);
                    table.ForeignKey(
                        name: "fk_evaluations_jobs_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_evaluations_pools_pool_id",
                        column: x => x.pool_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "models",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    classes = table.Column<string[]>(type: "text[]", nullable: false),
                    pool_id = table.Column<long>(type: "bigint", nullable: true),
                    manifest = table.Column<string>(type: "jsonb", nullable: true),
                    registered = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_models", x => x.id);
                    table.ForeignKey(
                        name: "fk_models_pools_pool_id",
                        column: x => x.pool_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "problems",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    pool_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    statement = table.Column<string>(type: "text", nullable: false),
                    truth = table.Column<string>(type: "text", nullable: true),
                    subject = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_problems", x => x.id);
                    table.ForeignKey(
                        name: "fk_problems_pools_pool_id",
                        column: x => x.pool_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "training_points",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    loss = table.Column<double>(type: "double precision", nullable: false),
                    learning_rate = table.Column<double>(type: "double precision", nullable: false),
                    tokens_per_second = table.Column<double>(type: "double precision", nullable: false),
                    tokens = table.Column<long>(type: "bigint", nullable: false),
                    seconds = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_points", x => new { x.job_id, x.step });
                    table.ForeignKey(
                        name: "fk_training_points_trainings_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "trainings",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => x.job_id);
                    table.ForeignKey(
                        name: "fk_reports_evaluations_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "evaluations",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_models",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_id = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_models", x => new { x.job_id, x.model_id });
                    table.ForeignKey(
                        name: "fk_evaluation_models_evaluations_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "evaluations",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_evaluation_models_models_model_id",
                        column: x => x.model_id,
                        principalSchema: "dataset",
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "model_files",
                schema: "dataset",
                columns: table => new
                {
                    model_id = table.Column<long>(type: "bigint", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_files", x => new { x.model_id, x.path });
                    table.ForeignKey(
                        name: "fk_model_files_models_model_id",
                        column: x => x.model_id,
                        principalSchema: "dataset",
                        principalTable: "models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_models_model_id",
                schema: "dataset",
                table: "evaluation_models",
                column: "model_id");

            migrationBuilder.CreateIndex(
                name: "ix_evaluations_pool_id",
                schema: "dataset",
                table: "evaluations",
                column: "pool_id");

            migrationBuilder.CreateIndex(
                name: "ix_evaluations_pool_name",
                schema: "dataset",
                table: "evaluations",
                column: "pool_name");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_ended",
                schema: "dataset",
                table: "jobs",
                column: "ended",
                filter: "ended is not null and not announced");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_kind_submitted",
                schema: "dataset",
                table: "jobs",
                columns: new[] { "kind", "submitted" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_parent_id",
                schema: "dataset",
                table: "jobs",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_state",
                schema: "dataset",
                table: "jobs",
                column: "state",
                filter: "ended is null");

            migrationBuilder.CreateIndex(
                name: "ix_labels_solution_id_labeller_generation",
                schema: "dataset",
                table: "labels",
                columns: new[] { "solution_id", "labeller", "generation" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_model_files_sha256",
                schema: "dataset",
                table: "model_files",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "ix_models_name_version_pool_id",
                schema: "dataset",
                table: "models",
                columns: new[] { "name", "version", "pool_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_models_pool_id",
                schema: "dataset",
                table: "models",
                column: "pool_id");

            migrationBuilder.CreateIndex(
                name: "ix_pools_name",
                schema: "dataset",
                table: "pools",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_problems_pool_id_key",
                schema: "dataset",
                table: "problems",
                columns: new[] { "pool_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_solutions_problem_id_sample",
                schema: "dataset",
                table: "solutions",
                columns: new[] { "problem_id", "sample" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_trainings_model",
                schema: "dataset",
                table: "trainings",
                column: "model");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_job_id_state",
                schema: "dataset",
                table: "work_items",
                columns: new[] { "job_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_kind_closed",
                schema: "dataset",
                table: "work_items",
                columns: new[] { "kind", "closed" });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_kind_id",
                schema: "dataset",
                table: "work_items",
                columns: new[] { "kind", "id" },
                filter: "state in ('pending', 'published')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dispatcher",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "evaluation_models",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "labels",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "model_files",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "problems",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "reports",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "scores",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "solutions",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "step_labels",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "training_points",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "work_items",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "models",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "evaluations",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "trainings",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "pools",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "jobs",
                schema: "dataset");
        }
    }
}
