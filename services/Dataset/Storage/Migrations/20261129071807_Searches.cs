using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Searches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "search_nodes",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    problem_id = table.Column<long>(type: "bigint", nullable: false),
                    node = table.Column<int>(type: "integer", nullable: false),
                    parent = table.Column<int>(type: "integer", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    subtree = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    draws = table.Column<int>(type: "integer", nullable: false),
                    tokens = table.Column<int>(type: "integer", nullable: false),
                    ending = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    step_score = table.Column<double>(type: "double precision", nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    probabilities = table.Column<double[]>(type: "double precision[]", nullable: true),
                    sample = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_nodes", x => new { x.job_id, x.problem_id, x.node });
                });

            migrationBuilder.CreateTable(
                name: "searches",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pool_id = table.Column<long>(type: "bigint", nullable: true),
                    pool_name = table.Column<string>(type: "text", nullable: false),
                    result_id = table.Column<long>(type: "bigint", nullable: true),
                    result_name = table.Column<string>(type: "text", nullable: false),
                    model_id = table.Column<long>(type: "bigint", nullable: true),
                    request = table.Column<string>(type: "jsonb", nullable: true),
                    source = table.Column<string>(type: "jsonb", nullable: true),
                    report = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_searches", x => x.job_id);
                    table.ForeignKey(
                        name: "fk_searches_jobs_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_searches_models_model_id",
                        column: x => x.model_id,
                        principalSchema: "dataset",
                        principalTable: "models",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_searches_pools_pool_id",
                        column: x => x.pool_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_searches_pools_result_id",
                        column: x => x.result_id,
                        principalSchema: "dataset",
                        principalTable: "pools",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "search_problems",
                schema: "dataset",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    problem_id = table.Column<long>(type: "bigint", nullable: false),
                    result_id = table.Column<long>(type: "bigint", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    tokens = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    ended = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_problems", x => new { x.job_id, x.problem_id });
                    table.ForeignKey(
                        name: "fk_search_problems_searches_job_id",
                        column: x => x.job_id,
                        principalSchema: "dataset",
                        principalTable: "searches",
                        principalColumn: "job_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_job_id_problem_id",
                schema: "dataset",
                table: "work_items",
                columns: new[] { "job_id", "problem_id" },
                filter: "kind in ('expand', 'guide')");

            migrationBuilder.CreateIndex(
                name: "ix_searches_model_id",
                schema: "dataset",
                table: "searches",
                column: "model_id");

            migrationBuilder.CreateIndex(
                name: "ix_searches_pool_id",
                schema: "dataset",
                table: "searches",
                column: "pool_id");

            migrationBuilder.CreateIndex(
                name: "ix_searches_pool_name",
                schema: "dataset",
                table: "searches",
                column: "pool_name");

            migrationBuilder.CreateIndex(
                name: "ix_searches_result_id",
                schema: "dataset",
                table: "searches",
                column: "result_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "search_nodes",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "search_problems",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "searches",
                schema: "dataset");

            migrationBuilder.DropIndex(
                name: "ix_work_items_job_id_problem_id",
                schema: "dataset",
                table: "work_items");
        }
    }
}
