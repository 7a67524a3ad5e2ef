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
                    reward_model_id = table.Column<long>(type: "bigint", nullable: false),
                    solution_id = table.Column<long>(type: "bigint", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    probabilities = table.Column<double[]>(type: "double precision[]", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scores", x => new { x.reward_model_id, x.solution_id });
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
                    step_labels = table.Column<short?[]>(type: "smallint[]", nullable: true),
                    source = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_solutions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evaluations",
                schema: "dataset",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pool_id = table.Column<long>(type: "bigint", nullable: true),
                    pool_name = table.Column<string>(type: "text", nullable: false),
                    models = table.Column<string[]>(type: "text[]", nullable: false),
                    samples = table.Column<int>(type: "integer", nullable: true),
                    seed = table.Column<long>(type: "bigint", nullable: false),
                    request = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    reasons = table.Column<string[]>(type: "text[]", nullable: false),
                    submitted = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    pool_revision = table.Column<long>(type: "bigint", nullable: true),
                    select_seconds = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluations", x => x.id);
                    table.ForeignKey(
                        name: "fk_evaluations_pools_pool_id",
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
                name: "reward_models",
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
                    table.PrimaryKey("pk_reward_models", x => x.id);
                    table.ForeignKey(
                        name: "fk_reward_models_pools_pool_id",
                        column: x => x.pool_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "reports",
                schema: "dataset",
                columns: table => new
                {
                    evaluation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    csv = table.Column<string>(type: "text", nullable: false),
                    html = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => x.evaluation_id);
                    table.ForeignKey(
                        name: "fk_reports_evaluations_evaluation_id",
                        column: x => x.evaluation_id,
                        principalSchema: "dataset",
                        principalTable: "evaluations",
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
                    evaluation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    problem_id = table.Column<long>(type: "bigint", nullable: true),
                    reward_model_id = table.Column<long>(type: "bigint", nullable: true),
                    solution_ids = table.Column<long[]>(type: "bigint[]", nullable: true),
                    first_sample = table.Column<int>(type: "integer", nullable: true),
                    count = table.Column<int>(type: "integer", nullable: false),
                    failed = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    published = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    run_seconds = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_work_items_evaluations_evaluation_id",
                        column: x => x.evaluation_id,
                        principalSchema: "dataset",
                        principalTable: "evaluations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evaluation_models",
                schema: "dataset",
                columns: table => new
                {
                    evaluation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reward_model_id = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_models", x => new { x.evaluation_id, x.reward_model_id });
                    table.ForeignKey(
                        name: "fk_evaluation_models_evaluations_evaluation_id",
                        column: x => x.evaluation_id,
                        principalSchema: "dataset",
                        principalTable: "evaluations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_evaluation_models_reward_models_reward_model_id",
                        column: x => x.reward_model_id,
                        principalSchema: "dataset",
                        principalTable: "reward_models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "model_files",
                schema: "dataset",
                columns: table => new
                {
                    reward_model_id = table.Column<long>(type: "bigint", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_model_files", x => new { x.reward_model_id, x.path });
                    table.ForeignKey(
                        name: "fk_model_files_reward_models_reward_model_id",
                        column: x => x.reward_model_id,
                        principalSchema: "dataset",
                        principalTable: "reward_models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_models_reward_model_id",
                schema: "dataset",
                table: "evaluation_models",
                column: "reward_model_id");

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
                name: "ix_model_files_sha256",
                schema: "dataset",
                table: "model_files",
                column: "sha256");

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
                name: "ix_reward_models_name_version_pool_id",
                schema: "dataset",
                table: "reward_models",
                columns: new[] { "name", "version", "pool_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_reward_models_pool_id",
                schema: "dataset",
                table: "reward_models",
                column: "pool_id");

            migrationBuilder.CreateIndex(
                name: "ix_solutions_problem_id_sample",
                schema: "dataset",
                table: "solutions",
                columns: new[] { "problem_id", "sample" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_work_items_evaluation_id_state",
                schema: "dataset",
                table: "work_items",
                columns: new[] { "evaluation_id", "state" });

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
                name: "evaluation_models",
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
                name: "work_items",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "reward_models",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "evaluations",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "pools",
                schema: "dataset");
        }
    }
}
